import {
  at,
  itemNodes,
  keyNode,
  lineAt,
  listOf,
  malformed,
  resolvedNode,
  textOf,
  valueNode,
  type YamlText,
  yamlText,
} from './yaml-text.ts';

/** A kubeconfig's lists by name, with the text and the YAML nodes they came from. */
export interface KubeconfigText {
  readonly text: string;
  readonly file: string;
  readonly yaml: YamlText;
  readonly currentContext: string;
  readonly contexts: ReadonlyMap<string, KubeconfigEntry>;
  readonly clusters: ReadonlyMap<string, KubeconfigEntry>;
  readonly users: ReadonlyMap<string, KubeconfigEntry>;
}

export interface KubeconfigEntry {
  readonly list: 'contexts' | 'clusters' | 'users';
  readonly index: number;
  readonly name: string;
  /** What stands under `context`, `cluster` or `user`. */
  readonly body: unknown;
}

const bodyKeys = { contexts: 'context', clusters: 'cluster', users: 'user' } as const;

/**
 * The lists of a kubeconfig. Throws `file-malformed` for what kubectl would refuse too: no YAML, no kubeconfig, a name given twice
 * (k8s.io/client-go tools/clientcmd/api/v1/conversion.go).
 */
export function kubeconfigText(text: string, file: string): KubeconfigText {
  // A replacement character is what decoding makes of bytes that are no UTF-8; written back, they would be lost.
  const broken = text.indexOf('\uFFFD');
  if (broken !== -1) throw malformed(file, 'it is no UTF-8 text', lineAt(text, broken));
  const yaml = yamlText(text, file);
  if (yaml === undefined) throw malformed(file, 'it is empty');
  const kind = at(yaml.plain, 'kind');
  if (kind !== undefined && kind !== 'Config') throw malformed(file, 'it is no kubeconfig (kind is not Config)');
  if (typeof yaml.plain !== 'object' || Array.isArray(yaml.plain)) throw malformed(file, 'it is no kubeconfig');
  const entries = (list: KubeconfigEntry['list']) => entriesOf(yaml, list, file);
  return {
    text,
    file,
    yaml,
    currentContext: textOf(at(yaml.plain, 'current-context')) ?? '',
    contexts: entries('contexts'),
    clusters: entries('clusters'),
    users: entries('users'),
  };
}

function entriesOf(
  { plain }: YamlText,
  list: KubeconfigEntry['list'],
  file: string,
): ReadonlyMap<string, KubeconfigEntry> {
  const entries = new Map<string, KubeconfigEntry>();
  for (const [index, item] of listOf(at(plain, list)).entries()) {
    const name = textOf(at(item, 'name'));
    if (name === undefined) throw malformed(file, `${list}[${index}] has no name`);
    if (entries.has(name)) throw malformed(file, `${list} holds the name "${name}" twice`);
    entries.set(name, { list, index, name, body: at(item, bodyKeys[list]) });
  }
  return entries;
}

/** The YAML node of one value of an entry, as it stands in the text; undefined when the entry does not spell it out itself. */
export function entryValueNode(kubeconfig: KubeconfigText, entry: KubeconfigEntry, key: string) {
  return valueNode(bodyNode(kubeconfig, entry), key, kubeconfig);
}

/** The same for the key itself. */
export function entryKeyNode(kubeconfig: KubeconfigText, entry: KubeconfigEntry, key: string) {
  return keyNode(bodyNode(kubeconfig, entry), key);
}

function bodyNode(kubeconfig: KubeconfigText, entry: KubeconfigEntry) {
  const { document } = kubeconfig.yaml;
  const list = resolvedNode(document, valueNode(document.contents, entry.list, kubeconfig));
  const item = resolvedNode(document, itemNodes(list)[entry.index]);
  return resolvedNode(document, valueNode(item, bodyKeys[entry.list], kubeconfig));
}
