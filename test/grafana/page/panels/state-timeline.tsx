import { type DataFrame, type DisplayValue, getFieldDisplayName, type PanelProps } from '@grafana/data';

interface Options {
  /** Share of a lane that is coloured. */
  readonly rowHeight: number;
  /** Lanes shown at once. */
  readonly perPage: number;
}

const NAMES = 210;

/** What Grafana says of every value (its word, its colour) in a lane for each series; the lanes themselves, of the first page, are ours. */
export function StateTimelinePanel({ data, options, timeRange, width, height }: PanelProps<Options>) {
  const [start, end] = [timeRange.from.valueOf(), timeRange.to.valueOf()];
  const place = (time: number) => NAMES + ((time - start) / (end - start)) * (width - NAMES);
  if (data.series.length === 0) return <p>No data</p>;
  const shown = data.series.slice(0, options.perPage);
  const lane = height / shown.length;
  return (
    <svg width={width} height={height} fontSize="11">
      {shown.map((frame, index) => (
        <g key={frame.name} role="group" transform={`translate(0 ${String(index * lane)})`}>
          <title>{nameOf(frame)}</title>
          <text x={NAMES - 8} y={lane / 2} textAnchor="end" dominantBaseline="middle" fill="currentColor">
            {nameOf(frame)}
          </text>
          {statesOf(frame, end).map(({ from, to, value }) => (
            <rect
              key={from}
              x={place(from)}
              width={place(to) - place(from)}
              height={lane * options.rowHeight}
              fill={value.color}
            >
              <title>{value.text}</title>
            </rect>
          ))}
        </g>
      ))}
    </svg>
  );
}

interface State {
  readonly from: number;
  readonly to: number;
  readonly value: DisplayValue;
}

/** Equal values that follow each other are one state. */
function statesOf({ fields }: DataFrame, end: number): readonly State[] {
  const [times, values] = fields;
  const changes: Omit<State, 'to'>[] = [];
  for (const [index, from] of ((times?.values ?? []) as number[]).entries()) {
    const value = values?.display?.(values.values[index]);
    if (value !== undefined && value.text !== changes.at(-1)?.value.text) changes.push({ from, value });
  }
  return changes.map((change, index) => ({ ...change, to: changes[index + 1]?.from ?? end }));
}

function nameOf(frame: DataFrame): string {
  const [, value] = frame.fields;
  return value === undefined ? '' : getFieldDisplayName(value, frame);
}
