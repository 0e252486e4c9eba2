import type { Overview } from '../../core/overview/overview.ts';
import { type ExpositionFormat, expositionParts } from './exposition-text.ts';
import type { MetricsFacts } from './family.ts';
import { type Compatibility, metricFamilies } from './metric-families.ts';

export interface Wanted {
  readonly format: ExpositionFormat;
  readonly compatibility?: Compatibility;
}

/** What `/metrics` answers, what node_exporter's textfile collector reads, and what `-o prometheus` prints: the parts of one text. */
export function exposition(overview: Overview, facts: MetricsFacts, wanted: Wanted): Iterable<string> {
  return expositionParts(metricFamilies(overview, facts, wanted.compatibility), wanted.format);
}

export const expositionTypes: Readonly<Record<ExpositionFormat, string>> = {
  text: 'text/plain; version=0.0.4; charset=utf-8',
  openmetrics: 'application/openmetrics-text; version=1.0.0; charset=utf-8',
};

/** What a client is answered in, by its `Accept` (RFC 9110 section 12.5.1): OpenMetrics where it asks for it at least as much. */
export function expositionFormat(accept: string | undefined): ExpositionFormat {
  const ranges = (accept ?? '').split(',').map(rangeOf);
  const wish = (test: (range: Range) => boolean): number =>
    ranges.filter(test).reduce((most, { quality }) => Math.max(most, quality), 0);
  const openMetrics = wish(({ type, version }) => type === OPEN_METRICS && ['', '1.0.0', '0.0.1'].includes(version));
  const text = wish(({ type }) => type === 'text/plain' || type === 'text/*');
  return openMetrics > 0 && openMetrics >= text ? 'openmetrics' : 'text';
}

const OPEN_METRICS = 'application/openmetrics-text';

interface Range {
  readonly type: string;
  readonly version: string;
  /** 0 to 1. */
  readonly quality: number;
}

/** One element of `Accept`: `text/plain;version=0.0.4;q=0.5`. */
function rangeOf(text: string): Range {
  const [type = '', ...parameters] = text.split(';').map((part) => part.trim().toLowerCase());
  const value = (name: string): string | undefined =>
    parameters
      .find((part) => part.startsWith(`${name}=`))
      ?.slice(name.length + 1)
      .replaceAll('"', '');
  const quality = Number(value('q') ?? 1);
  return { type, version: value('version') ?? '', quality: quality >= 0 && quality <= 1 ? quality : 0 };
}
