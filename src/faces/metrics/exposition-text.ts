import type { MetricFamily, Sample } from './family.ts';

export type ExpositionFormat = 'text' | 'openmetrics';

/**
 * Families as Prometheus' text format 0.0.4 or as OpenMetrics 1.0, in parts of some ten thousand characters, each made when it is
 * asked for: of ten thousand certificates the whole is twelve megabytes. A family without samples is left out: it says nothing.
 */
export function* expositionParts(families: Iterable<MetricFamily>, format: ExpositionFormat): Generator<string> {
  let part = '';
  for (const line of linesOf(families, format)) {
    part += `${line}\n`;
    if (part.length < PART) continue;
    yield part;
    part = '';
  }
  if (part !== '') yield part;
}

const PART = 32 * 1024;

function* linesOf(families: Iterable<MetricFamily>, format: ExpositionFormat): Generator<string> {
  for (const family of families) {
    let isHeaded = false;
    for (const sample of family.samples) {
      if (!isHeaded) yield* heading(family, format);
      isHeaded = true;
      yield sampleLine(family, sample);
    }
  }
  if (format === 'openmetrics') yield '# EOF';
}

/** OpenMetrics names an info family without the ending that its samples have, and wants the unit said. */
function heading({ name, type, help }: MetricFamily, format: ExpositionFormat): readonly string[] {
  if (format === 'text') return [`# HELP ${name} ${escapedHelp(help)}`, `# TYPE ${name} gauge`];
  const family = type === 'info' ? name.replace(/_info$/, '') : name;
  const unit = name.endsWith('_seconds') ? [`# UNIT ${family} seconds`] : [];
  return [`# TYPE ${family} ${type}`, ...unit, `# HELP ${family} ${escaped(help)}`];
}

const sampleLine = ({ name }: MetricFamily, { labels, value }: Sample): string =>
  `${name}${labelText(labels)} ${String(value)}`;

function labelText(labels: Sample['labels']): string {
  let text = '';
  for (const [label, value] of Object.entries(labels)) {
    if (value !== '') text += `${text === '' ? '' : ','}${label}="${escaped(value)}"`;
  }
  return text === '' ? '' : `{${text}}`;
}

/** Prometheus ends a text at a NUL; names of files and of certificates are anybody's. */
function escaped(value: string): string {
  return needsCare.test(value) ? value.replace(special, (character) => replacements[character] ?? '\u{fffd}') : value;
}

const needsCare = /[\\"\n\r\0]/;
const special = /[\\"\n\r\0]/g;
const replacements: Readonly<Record<string, string>> = { '\\': '\\\\', '"': '\\"', '\n': '\\n' };

/** In the older format a quote in a help text is just a quote. */
const escapedHelp = (help: string): string => help.replaceAll('\\', '\\\\').replaceAll('\n', '\\n');
