import { isMap, isScalar, isSeq } from 'yaml';
import { didYouMean } from '../did-you-mean.ts';
import { PerennialError } from '../errors.ts';
import { lineAt, type YamlText } from '../kubeadm/yaml-text.ts';
import { knownKeys, meaningOf } from './schema.ts';

/** A configuration file as it was written. */
export interface Written {
  readonly file: string;
  readonly text: string;
  readonly yaml: YamlText;
}

/** The part of a zod issue that is needed here. */
export interface Issue {
  readonly code: string;
  readonly path: readonly PropertyKey[];
  readonly keys?: readonly string[];
}

/** The error for what the schema refused, with the line. Values are not repeated: the file might be a wrong one. */
export function schemaProblem(issue: Issue, written: Written): PerennialError {
  const [key] = issue.keys ?? [];
  if (issue.code === 'unrecognized_keys' && key !== undefined)
    return unknownKey(key, issue.path, knownKeys(issue.path), written);
  const place = issue.path.length === 0 ? 'it' : issue.path.join('.');
  return configProblem(`${place} should be ${meaningOf(issue.path)}`, written, issue.path);
}

/** The error for a key that nobody knows, with the one that was probably meant. */
export function unknownKey(
  key: string,
  path: readonly PropertyKey[],
  known: readonly string[],
  written: Written,
): PerennialError {
  const guess = didYouMean(key, known);
  const where = path.length === 0 ? '' : ` in ${path.join('.')}`;
  const hint = guess === undefined ? `it may hold ${known.join(', ')}` : `did you mean ${guess}?`;
  return configProblem(`there is no ${JSON.stringify(key.slice(0, 100))}${where}`, written, [...path, key], hint);
}

/** The error for what stands at this path of the file. */
export function configProblem(
  message: string,
  written: Written,
  path: readonly PropertyKey[],
  hint = 'docs/configuration.md has an example of every field',
): PerennialError {
  const { file } = written;
  const line = lineOf(path, written);
  return new PerennialError('config-invalid', `${file}: ${message}`, {
    file,
    hint,
    ...(line !== undefined && { line }),
  });
}

/** The line of the innermost key of the path that the file has. */
function lineOf(path: readonly PropertyKey[], { yaml, text }: Written): number | undefined {
  let node: unknown = yaml.document.contents;
  let offset: number | undefined;
  for (const part of path) {
    const found = isMap(node)
      ? node.items.find(({ key }) => isScalar(key) && String(key.value) === String(part))
      : undefined;
    const item = isSeq(node) && typeof part === 'number' ? node.items[part] : undefined;
    const start = found === undefined ? item : found.key;
    if (isScalar(start) && start.range) offset = start.range[0];
    node = found === undefined ? item : found.value;
  }
  return offset === undefined ? undefined : lineAt(text, offset);
}
