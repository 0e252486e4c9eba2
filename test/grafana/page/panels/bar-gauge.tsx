import {
  getDisplayProcessor,
  getDisplayValueAlignmentFactors,
  type PanelProps,
  type ReduceDataOptions,
  type VizOrientation,
} from '@grafana/data';
import type { BarGaugeDisplayMode, BarGaugeNamePlacement, BarGaugeValueMode } from '@grafana/schema';
import { BarGauge, useTheme2, VizRepeater } from '@grafana/ui';
import { useShownValues } from './shown-values.ts';

interface Options {
  readonly reduceOptions: ReduceDataOptions;
  readonly orientation: VizOrientation;
  readonly displayMode: BarGaugeDisplayMode;
  readonly valueMode: BarGaugeValueMode;
  readonly namePlacement: BarGaugeNamePlacement;
  readonly showUnfilled: boolean;
  readonly sizing: 'auto' | 'manual';
  readonly minVizHeight: number;
  readonly maxVizHeight: number;
}

export function BarGaugePanel(props: PanelProps<Options>) {
  const { data, width, height, renderCounter, options } = props;
  const theme = useTheme2();
  return (
    <VizRepeater
      getValues={useShownValues(props, options.reduceOptions)}
      getAlignmentFactors={getDisplayValueAlignmentFactors}
      renderValue={({ value: { display, field, view, colIndex }, orientation, alignmentFactors, ...size }) => (
        <BarGauge
          value={display}
          field={field}
          display={
            view?.getFieldDisplayProcessor(colIndex ?? 0) ?? getDisplayProcessor({ field: { config: field }, theme })
          }
          width={size.width}
          height={size.height}
          orientation={orientation}
          alignmentFactors={alignmentFactors}
          theme={theme}
          itemSpacing={ITEM_SPACING}
          displayMode={options.displayMode}
          showUnfilled={options.showUnfilled}
          valueDisplayMode={options.valueMode}
          namePlacement={options.namePlacement}
        />
      )}
      source={data}
      width={width}
      height={height}
      {...sizes(options)}
      renderCounter={renderCounter}
      itemSpacing={ITEM_SPACING}
      orientation={options.orientation}
    />
  );
}

const ITEM_SPACING = 8;

/** Only where sizes are chosen by hand, what is chosen counts. */
const sizes = ({ sizing, minVizHeight, maxVizHeight }: Options) =>
  sizing === 'manual' ? { minVizHeight, maxVizHeight } : { minVizHeight: 16, maxVizHeight: 300 };
