import { cacheFieldDisplayNames, type PanelProps } from '@grafana/data';
import type { TableCellHeight } from '@grafana/schema';
import type { TableSortByFieldState } from '@grafana/ui';
import { TableNG } from '@grafana/ui/unstable';

interface Options {
  readonly showHeader: boolean;
  readonly cellHeight: TableCellHeight;
  readonly sortBy: TableSortByFieldState[];
}

export function TablePanel({ data, fieldConfig, options, timeRange, width, height }: PanelProps<Options>) {
  const [frame] = data.series;
  if (frame === undefined) return <p>No data</p>;
  // Its heads are the names that are kept in the fields, which nothing else puts there.
  cacheFieldDisplayNames(data.series);
  return (
    <TableNG
      data={frame}
      width={width}
      height={height}
      noHeader={!options.showHeader}
      sortBy={options.sortBy}
      cellHeight={options.cellHeight}
      timeRange={timeRange}
      fieldConfig={fieldConfig}
    />
  );
}
