import type { KubeconfigFacts } from '../inventory.ts';
import type { Path } from '../names.ts';
import { type KubeconfigEntry, type KubeconfigText, entryValueNode, kubeconfigText } from './kubeconfig-text.ts';
import { at, lineAt, malformed, textOf } from './yaml-text.ts';

/** One context of a kubeconfig with its cluster and user, as far as certificates go. Tokens and passwords are never in it. */
export interface ParsedKubeconfig {
  readonly currentContext: string;
  /** How many contexts the file has. */
  readonly contexts: number;
  readonly cluster: string;
  readonly user: string;
  readonly server: string;
  /** Decoded `certificate-authority-data`. */
  readonly authorityPem?: string;
  /** As written, i.e. relative to the kubeconfig's folder; only where nothing is embedded, as embedded data wins in client-go. */
  readonly authorityPath?: Path;
  readonly certificatePem?: string;
  readonly certificatePath?: Path;
  /** A function, so that nothing prints or saves the key by accident. */
  readonly privateKeyPem?: () => string;
  readonly keyPath?: Path;
}

/** The current context of a kubeconfig. Throws `file-malformed` with file and, where there is one, line. */
export function kubeconfigOf(text: string, file: string): ParsedKubeconfig {
  const kubeconfig = kubeconfigText(text, file);
  if (kubeconfig.currentContext === '') throw malformed(file, 'it has no current-context');
  const context = kubeconfig.contexts.get(kubeconfig.currentContext);
  if (context === undefined)
    throw malformed(file, `it has no context "${kubeconfig.currentContext}", which is its current-context`);
  return contextOf(kubeconfig, context);
}

/**
 * The context that leads to a certain cluster and holds a client certificate, the current one if it does; undefined when none
 * does. For people's kubeconfigs, where this cluster is one of many.
 */
export function kubeconfigForCluster(
  text: string,
  file: string,
  isWanted: (candidate: ParsedKubeconfig) => boolean,
): ParsedKubeconfig | undefined {
  const kubeconfig = kubeconfigText(text, file);
  const current = kubeconfig.contexts.get(kubeconfig.currentContext);
  const inOrder = [...(current === undefined ? [] : [current]), ...kubeconfig.contexts.values()];
  for (const context of inOrder) {
    if (!isComplete(clusterAndUser(kubeconfig, context))) continue;
    const candidate = contextOf(kubeconfig, context);
    if (hasCertificate(candidate) && isWanted(candidate)) return candidate;
  }
  return undefined;
}

/** What the inventory keeps of it; `authorityFingerprints` are those of the certificates in its trust, read by the caller. */
export function kubeconfigFactsOf(parsed: ParsedKubeconfig, authorityFingerprints: readonly string[]): KubeconfigFacts {
  const { currentContext, cluster, user, server, contexts } = parsed;
  const credential = credentialOf(parsed);
  const { certificatePath } = parsed;
  const named = credential === 'referenced' && certificatePath !== undefined ? { certificatePath } : {};
  return { currentContext, cluster, user, server, contexts, authorityFingerprints, credential, ...named };
}

function credentialOf({ certificatePem, certificatePath }: ParsedKubeconfig): KubeconfigFacts['credential'] {
  if (certificatePem !== undefined) return 'embedded';
  return certificatePath === undefined ? 'none' : 'referenced';
}

const hasCertificate = (parsed: ParsedKubeconfig): boolean => credentialOf(parsed) !== 'none';

function contextOf(kubeconfig: KubeconfigText, context: KubeconfigEntry): ParsedKubeconfig {
  const { cluster, user } = clusterAndUser(kubeconfig, context);
  if (cluster === undefined || user === undefined) {
    const which = cluster === undefined ? 'cluster' : 'user';
    throw malformed(
      kubeconfig.file,
      `it has no ${which} "${textOf(at(context.body, which)) ?? ''}" for its context "${context.name}"`,
    );
  }
  return {
    currentContext: kubeconfig.currentContext,
    contexts: kubeconfig.contexts.size,
    cluster: cluster.name,
    user: user.name,
    server: textOf(at(cluster.body, 'server')) ?? '',
    ...trustOf(kubeconfig, cluster),
    ...clientCertificateOf(kubeconfig, user),
    ...clientKeyOf(kubeconfig, user),
  };
}

function clusterAndUser(kubeconfig: KubeconfigText, { body }: KubeconfigEntry) {
  const cluster = kubeconfig.clusters.get(textOf(at(body, 'cluster')) ?? '');
  const user = kubeconfig.users.get(textOf(at(body, 'user')) ?? '');
  return { cluster, user };
}

const isComplete = ({ cluster, user }: ReturnType<typeof clusterAndUser>): boolean =>
  cluster !== undefined && user !== undefined;

function trustOf(
  kubeconfig: KubeconfigText,
  cluster: KubeconfigEntry,
): Pick<ParsedKubeconfig, 'authorityPem' | 'authorityPath'> {
  const authorityPem = embedded(kubeconfig, cluster, 'certificate-authority-data');
  if (authorityPem !== undefined) return { authorityPem };
  const authorityPath = filled(cluster, 'certificate-authority');
  return authorityPath === undefined ? {} : { authorityPath };
}

function clientCertificateOf(
  kubeconfig: KubeconfigText,
  user: KubeconfigEntry,
): Pick<ParsedKubeconfig, 'certificatePem' | 'certificatePath'> {
  const certificatePem = embedded(kubeconfig, user, 'client-certificate-data');
  if (certificatePem !== undefined) return { certificatePem };
  const certificatePath = filled(user, 'client-certificate');
  return certificatePath === undefined ? {} : { certificatePath };
}

function clientKeyOf(
  kubeconfig: KubeconfigText,
  user: KubeconfigEntry,
): Pick<ParsedKubeconfig, 'privateKeyPem' | 'keyPath'> {
  const pem = embedded(kubeconfig, user, 'client-key-data');
  if (pem !== undefined) return { privateKeyPem: () => pem };
  const keyPath = filled(user, 'client-key');
  return keyPath === undefined ? {} : { keyPath };
}

/** Embedded data, decoded; whitespace in it (folded lines) is skipped as Go's base64 skips newlines. */
function embedded(kubeconfig: KubeconfigText, entry: KubeconfigEntry, key: string): string | undefined {
  const data = filled(entry, key)?.replace(/\s+/g, '');
  if (data === undefined || data === '') return undefined;
  if (/^[A-Za-z0-9+/]+={0,2}$/.test(data) && data.length % 4 === 0)
    return Buffer.from(data, 'base64').toString('latin1');
  const start = entryValueNode(kubeconfig, entry, key)?.range?.[0];
  throw malformed(
    kubeconfig.file,
    `${key} of "${entry.name}" is no base64`,
    start === undefined ? undefined : lineAt(kubeconfig.text, start),
  );
}

function filled({ body }: KubeconfigEntry, key: string): string | undefined {
  const value = textOf(at(body, key));
  return value === '' ? undefined : value;
}

export { kubeconfigWithCredential } from './kubeconfig-credential.ts';
