import { isAlias, isScalar, type Node } from 'yaml';
import {
  entryKeyNode,
  entryValueNode,
  type KubeconfigEntry,
  type KubeconfigText,
  kubeconfigText,
} from './kubeconfig-text.ts';
import { at, listOf, malformed } from './yaml-text.ts';

/** New values for keys that an entry of a kubeconfig already spells out. */
export interface EntryChange {
  readonly entry: KubeconfigEntry;
  /** By key: base64 for `client-key-data`, a path for `client-key`. */
  readonly values: Readonly<Record<string, string>>;
  /** Keys that get another name along with their value, by the old one. */
  readonly renames?: Readonly<Record<string, string>>;
}

/**
 * The kubeconfig with these values and every other byte as it was: the new text is put at the places the YAML nodes came from.
 * What comes out is read again, and refused unless exactly the wished-for entries differ: an anchor may share one value with others.
 */
export function editedKubeconfig(kubeconfig: KubeconfigText, changes: readonly EntryChange[]): string {
  const pieces = changes.flatMap((change) => piecesOf(kubeconfig, change));
  const text = spliced(kubeconfig.text, pieces);
  const made = kubeconfigText(text, kubeconfig.file).yaml.plain;
  if (sameContent(made, expected(kubeconfig.yaml.plain, changes))) return text;
  throw malformed(kubeconfig.file, 'its entries share values by anchors, so one cannot be changed without another');
}

interface Piece {
  readonly start: number;
  readonly end: number;
  readonly replacement: string;
}

function piecesOf(kubeconfig: KubeconfigText, { entry, values, renames = {} }: EntryChange): readonly Piece[] {
  const replaced = (node: Node | undefined, key: string, by: string): Piece => {
    const range = node?.range;
    if (node && range) {
      const [start, end] = range;
      return { start, end, replacement: written(by, node, kubeconfig.text.slice(start, end)) };
    }
    throw malformed(
      kubeconfig.file,
      `${key} of "${entry.name}" comes through a merge key, so it cannot be changed in place`,
    );
  };
  return [
    ...Object.entries(values).map(([key, value]) => replaced(entryValueNode(kubeconfig, entry, key), key, value)),
    ...Object.entries(renames).map(([key, name]) => replaced(entryKeyNode(kubeconfig, entry, key), key, name)),
  ];
}

/** In the quotes that the old value had. A block (`|`, `>`) becomes one line and keeps the end of its last. */
function written(value: string, node: Node, old: string): string {
  if (isAlias(node) || !isScalar(node)) return value;
  if (node.type === 'QUOTE_DOUBLE') return `"${value}"`;
  if (node.type === 'QUOTE_SINGLE') return `'${value}'`;
  return value + (/\r?\n$/.exec(old)?.[0] ?? '');
}

function spliced(text: string, pieces: readonly Piece[]): string {
  const inOrder = pieces.toSorted((one, other) => one.start - other.start);
  const kept = inOrder.map(
    ({ start, replacement }, index) => text.slice(inOrder[index - 1]?.end ?? 0, start) + replacement,
  );
  return kept.join('') + text.slice(inOrder.at(-1)?.end ?? 0);
}

function expected(plain: unknown, changes: readonly EntryChange[]): unknown {
  const lists = Object.fromEntries(
    (['clusters', 'users'] as const).map((list) => [
      list,
      listOf(at(plain, list)).map((item, index) => changedItem(item, list, index, changes)),
    ]),
  );
  return typeof plain === 'object'
    ? Object.fromEntries(Object.entries(plain ?? {}).map(([key, value]) => [key, lists[key] ?? value]))
    : plain;
}

function changedItem(
  item: unknown,
  list: 'clusters' | 'users',
  index: number,
  changes: readonly EntryChange[],
): unknown {
  const own = changes.filter(({ entry }) => entry.list === list && entry.index === index);
  if (own.length === 0) return item;
  const key = list === 'clusters' ? 'cluster' : 'user';
  const body = Object.assign({}, at(item, key), ...own.map(({ values }) => values)) as object;
  const renames = new Map(own.flatMap((change) => Object.entries(change.renames ?? {})));
  const renamed = Object.fromEntries(Object.entries(body).map(([name, value]) => [renames.get(name) ?? name, value]));
  return Object.assign({}, item, { [key]: renamed });
}

function sameContent(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
