import { type Document, isAlias, isMap, isScalar, isSeq, type Node, type ParsedNode, parseAllDocuments } from 'yaml';
import { PerennialError } from '../errors.ts';

/** A YAML or JSON document with the text it came from. `plain` is its content as values, aliases resolved. */
export interface YamlText {
  readonly document: Document.Parsed;
  readonly plain: unknown;
}

/** How often aliases may multiply what is written: enough for people, too little for a bomb ("billion laughs"). */
const MAX_ALIAS_COUNT = 100;

/**
 * The documents in a text. Anything that is no YAML throws `file-malformed` with the line; so does what would take
 * unreasonable memory. `merge` because Kubernetes reads YAML 1.1, where `<<` merges.
 */
export function yamlTexts(text: string, file: string): readonly YamlText[] {
  return parsed(text, file).map((document) => {
    const [error] = document.errors;
    if (error !== undefined) throw malformed(file, `it is no YAML (${wordsOf(error.code)})`, error.linePos?.[0].line);
    return { document, plain: plainOf(document, file) };
  });
}

/** The only document of a text that should hold one; undefined for an empty text. */
export function yamlText(text: string, file: string): YamlText | undefined {
  const documents = yamlTexts(text, file).filter(({ plain }) => plain !== null && plain !== undefined);
  if (documents.length > 1) throw malformed(file, 'it holds several YAML documents where one is expected');
  return documents[0];
}

export function malformed(file: string, what: string, line?: number): PerennialError {
  const details = { file, hint: 'look at the file, or put a backup of it back' };
  return new PerennialError('file-malformed', `${file}: ${what}`, line === undefined ? details : { ...details, line });
}

/** The line of an offset, 1-based. */
export function lineAt(text: string, offset: number): number {
  let line = 1;
  for (let at = text.indexOf('\n'); at !== -1 && at < offset; at = text.indexOf('\n', at + 1)) line += 1;
  return line;
}

function parsed(text: string, file: string): readonly Document.Parsed[] {
  try {
    // uniqueKeys compares every key with every other: an hour for a hostile file. Who needs a key to be unique asks `valueNode`.
    const documents = parseAllDocuments(text, {
      uniqueKeys: false,
      merge: true,
      logLevel: 'silent',
      prettyErrors: true,
    });
    return Array.isArray(documents) ? documents : [];
  } catch {
    throw malformed(file, 'it is nested too deeply');
  }
}

function plainOf(document: Document.Parsed, file: string): unknown {
  try {
    return document.toJS({ maxAliasCount: MAX_ALIAS_COUNT });
  } catch {
    throw malformed(file, 'its aliases multiply without measure or point nowhere');
  }
}

/** The parser's messages quote what they stumble over, which may be a secret; its codes do not. */
const wordsOf = (code: string): string => code.toLowerCase().replaceAll('_', ' ');

/** A node with aliases followed. */
export function resolvedNode(document: Document.Parsed, node: unknown): ParsedNode | undefined {
  if (!isAlias(node)) return (node ?? undefined) as ParsedNode | undefined;
  return node.resolve(document) as ParsedNode | undefined;
}

/** The node written as the value of `key`, an alias as it stands; undefined when the map does not hold the key itself. */
export function valueNode(
  map: unknown,
  key: string,
  place: { readonly file: string; readonly text: string },
): Node | undefined {
  if (!isMap(map)) return undefined;
  const pairs = map.items.filter((pair) => isScalar(pair.key) && pair.key.value === key);
  if (pairs.length > 1) throw malformed(place.file, `${key} is given twice`, lineOf(pairs[1]?.key, place.text));
  return (pairs[0]?.value ?? undefined) as Node | undefined;
}

/** The node of a key that the map itself holds. */
export function keyNode(map: unknown, key: string): Node | undefined {
  if (!isMap(map)) return undefined;
  const pair = map.items.find((one) => isScalar(one.key) && one.key.value === key);
  return (pair?.key ?? undefined) as Node | undefined;
}

export function itemNodes(node: unknown): readonly unknown[] {
  return isSeq(node) ? node.items : [];
}

function lineOf(node: unknown, text: string): number | undefined {
  const range = isScalar(node) ? node.range : undefined;
  return range ? lineAt(text, range[0]) : undefined;
}

/** Property access on what a file held: undefined wherever the shape is not what it should be. */
export function at(value: unknown, ...keys: readonly (string | number)[]): unknown {
  return keys.reduce<unknown>(
    (inner, key) =>
      typeof inner === 'object' && inner !== null && Object.hasOwn(inner, key)
        ? inner[key as keyof typeof inner]
        : undefined,
    value,
  );
}

/** A string, or a number or truth value that YAML made of one; else undefined. */
export function textOf(value: unknown): string | undefined {
  if (typeof value === 'string') return value;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : undefined;
}

export function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
