import type { MetricFamily, Sample } from './family.ts';

export type ExpositionFormat = 'text' | 'openmetrics';

/** Families as Prometheus' text format 0.0.4 or as OpenMetrics 1.0. A family without samples is left out: it says nothing. */
export function expositionText(families: readonly MetricFamily[], format: ExpositionFormat): string {
  const said = families.filter(({ samples }) => samples.length > 0);
  const lines = said.flatMap((family) => [...heading(family, format), ...family.samples.map(sampleLine(family))]);
  return `${[...lines, ...(format === 'openmetrics' ? ['# EOF'] : [])].join('\n')}\n`;
}

/** OpenMetrics names an info family without the ending that its samples have, and wants the unit said. */
function heading({ name, type, help }: MetricFamily, format: ExpositionFormat): readonly string[] {
  if (format === 'text') return [`# HELP ${name} ${escapedHelp(help)}`, `# TYPE ${name} gauge`];
  const family = type === 'info' ? name.replace(/_info$/, '') : name;
  const unit = name.endsWith('_seconds') ? [`# UNIT ${family} seconds`] : [];
  return [`# TYPE ${family} ${type}`, ...unit, `# HELP ${family} ${escaped(help)}`];
}

function sampleLine({ name }: MetricFamily): (sample: Sample) => string {
  return ({ labels, value }) => `${name}${labelText(labels)} ${String(value)}`;
}

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
