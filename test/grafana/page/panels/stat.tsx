import { type PanelProps, type ReduceDataOptions, VizOrientation } from '@grafana/data';
import { BigValue, useTheme2, VizRepeater } from '@grafana/ui';
import type { ComponentProps } from 'react';
import { useShownValues } from './shown-values.ts';

type Looks = Pick<ComponentProps<typeof BigValue>, 'colorMode' | 'graphMode' | 'justifyMode' | 'textMode'>;

interface Options extends Looks {
  readonly reduceOptions: ReduceDataOptions;
}

export function StatPanel(props: PanelProps<Options>) {
  const { data, width, height, renderCounter, options } = props;
  const { reduceOptions, ...looks } = options;
  const theme = useTheme2();
  return (
    <VizRepeater
      getValues={useShownValues(props, reduceOptions)}
      renderValue={({ value: { display }, ...size }) => (
        <BigValue value={display} width={size.width} height={size.height} theme={theme} {...looks} />
      )}
      source={data}
      width={width}
      height={height}
      renderCounter={renderCounter}
      autoGrid={true}
      orientation={VizOrientation.Auto}
    />
  );
}
