import { type DataFrame, type Field, FieldType, type Labels } from '@grafana/data';

/** `data` of an answer of `/api/v1/query` or `/api/v1/query_range`. */
export interface Answer {
  readonly result: readonly { readonly metric: Labels; readonly value?: Sample; readonly values?: readonly Sample[] }[];
}

/** Seconds since 1970, and the value as a text. */
type Sample = readonly [number, string];

export interface Asked {
  readonly refId: string;
  readonly format?: string;
  readonly legendFormat?: string;
}

/** As Grafana's data source for Prometheus gives an answer: a frame for each series, or all of them, if any, as one table. */
export function framesOf({ result }: Answer, asked: Asked): DataFrame[] {
  const series = result.map(({ metric, value, values }) => ({
    labels: metric,
    samples: values ?? (value === undefined ? [] : [value]),
  }));
  if (asked.format !== 'table') return series.map((one) => frameOf(one, asked));
  return series.length === 0 ? [] : [tableOf(series, asked)];
}

interface Series {
  readonly labels: Labels;
  readonly samples: readonly Sample[];
}

function frameOf({ labels, samples }: Series, { refId, legendFormat }: Asked): DataFrame {
  const displayNameFromDS = legendOf(labels, legendFormat);
  const value = { ...valuesOf(samples), labels, config: { displayNameFromDS } };
  return { refId, name: displayNameFromDS, length: samples.length, fields: [timesOf(samples), value] };
}

/** A column for each label that any of them has, by name, between the time and the value. */
function tableOf(series: readonly Series[], { refId }: Asked): DataFrame {
  const rows = series.flatMap(({ labels, samples }) => samples.map((sample) => ({ labels, sample })));
  const names = [...new Set(series.flatMap(({ labels }) => Object.keys(labels)))].sort();
  const columns = names.map(
    (name): Field => ({
      name,
      type: FieldType.string,
      config: { filterable: true },
      values: rows.map(({ labels }) => labels[name] ?? ''),
    }),
  );
  const samples = rows.map(({ sample }) => sample);
  return { refId, length: rows.length, fields: [timesOf(samples), ...columns, valuesOf(samples)] };
}

const timesOf = (samples: readonly Sample[]): Field => ({
  name: 'Time',
  type: FieldType.time,
  config: {},
  values: samples.map(([seconds]) => seconds * 1000),
});

const valuesOf = (samples: readonly Sample[]): Field => ({
  name: 'Value',
  type: FieldType.number,
  config: {},
  values: samples.map(([, value]) => Number(value)),
});

/** `{{label}}` of a legend; without a legend the series in Prometheus's notation. */
function legendOf({ __name__: metric = '', ...labels }: Labels, format = ''): string {
  if (format !== '') return format.replaceAll(/\{\{\s*(\w+)\s*\}\}/g, (_, name: string) => labels[name] ?? '').trim();
  const pairs = Object.entries(labels).map(([name, value]) => `${name}="${value}"`);
  return pairs.length === 0 && metric !== '' ? metric : `${metric}{${pairs.join(', ')}}`;
}
