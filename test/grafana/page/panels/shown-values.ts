import { type FieldDisplay, getFieldDisplayValues, type PanelProps, type ReduceDataOptions } from '@grafana/data';
import { useTheme2 } from '@grafana/ui';

/** The values that a panel of single values shows, reduced and formatted by Grafana. */
export function useShownValues(
  { data, fieldConfig, replaceVariables, timeZone }: PanelProps,
  reduceOptions: ReduceDataOptions,
): () => FieldDisplay[] {
  const theme = useTheme2();
  return () =>
    getFieldDisplayValues({ data: data.series, fieldConfig, reduceOptions, replaceVariables, theme, timeZone });
}
