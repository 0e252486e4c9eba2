import { configJsonSchema } from '../../src/core/config/schema.ts';
import { item, type Page, references, verbatim } from './roff.ts';

/** perennial-config.yaml(5), from the schema that the configuration is judged by. */
export function configPage(): Page {
  return {
    name: 'perennial-config.yaml',
    section: 5,
    about: 'configuration of perennial',
    sections: [
      {
        title: 'DESCRIPTION',
        body: [
          'A YAML file, /etc/perennial/config.yaml unless \\-\\-config names another.',
          'Every key may be left out; unknown keys are refused, with the line and what was probably meant.',
          'Secrets are given as paths of files, never as values.',
        ],
      },
      { title: 'KEYS', body: keysOf(configJsonSchema() as Schema).flatMap(({ key, about }) => item(key, about)) },
      {
        title: 'EXAMPLES',
        body: verbatim([
          'thresholds:',
          '  renewal: [90d, 33%]',
          'window:',
          '  days: [sat, sun]',
          '  start: "02:30"',
          '  length: 3h',
        ]),
      },
      { title: 'SEE ALSO', body: references(['perennial(1)', 'perennial-window(1)', 'perennial-schedule(1)']) },
    ],
  };
}

/** As much of JSON Schema as is needed here. */
interface Schema {
  readonly description?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly anyOf?: readonly Schema[];
}

interface Key {
  readonly key: string;
  readonly about: string;
}

/** Depth first, so that the keys of a section follow it: `window`, `window.days`. */
function keysOf({ properties = {} }: Schema, above = ''): readonly Key[] {
  return Object.entries(properties).flatMap(([name, schema]) => [
    { key: `${above}${name}`, about: meaningIn(schema) },
    ...keysOf(schema, `${above}${name}.`),
  ]);
}

function meaningIn({ description, anyOf = [], properties }: Schema): string {
  const inner = anyOf.map(meaningIn).find((text) => text !== '');
  return description ?? inner ?? (properties === undefined ? '' : `a map of ${Object.keys(properties).join(', ')}`);
}
