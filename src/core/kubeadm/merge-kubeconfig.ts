import type { Certificate } from '../x509/certificate.ts';
import { signerOf } from '../x509/chain.ts';
import { certificatesOf } from '../x509/pem.ts';
import { kubeconfigOf } from './kubeconfig.ts';
import { type EntryChange, editedKubeconfig } from './kubeconfig-edit.ts';
import { type KubeconfigEntry, kubeconfigText } from './kubeconfig-text.ts';
import { at, malformed, textOf } from './yaml-text.ts';

/**
 * A person's kubeconfig with the credential and trust of `source` (admin.conf) in the entries of that cluster, every other byte as
 * it was. A cluster is this one when its server is the same and it trusts one of the same authorities, or embeds no trust, which then
 * is not touched; a user is this one when its embedded certificate has the same common name and such an authority signed it.
 * `changed` names what became different.
 */
export function mergedKubeconfig(
  text: string,
  source: string,
  file = 'the kubeconfig',
): { readonly text: string; readonly changed: readonly string[] } {
  const wanted = credentialIn(source);
  const kubeconfig = kubeconfigText(text, file);
  const clusters = [...kubeconfig.clusters.values()].filter((cluster) => isThisCluster(cluster, wanted));
  const users = usersOf([...kubeconfig.contexts.values()], clusters)
    .flatMap((name) => kubeconfig.users.get(name) ?? [])
    .filter((user) => isThisUser(user, clusters, wanted));
  const changes = [
    ...clusters.filter(embedsTrust).map((cluster) => changeOf(cluster, wanted.clusterValues)),
    ...users.map((user) => changeOf(user, wanted.userValues)),
  ].filter(({ values }) => Object.keys(values).length > 0);
  if (changes.length === 0) return { text, changed: [] };
  return {
    text: editedKubeconfig(kubeconfig, changes),
    changed: changes.map(({ entry }) => `${entry.list === 'users' ? 'user' : 'cluster'} ${entry.name}`),
  };
}

interface Credential {
  readonly server: string;
  readonly members: readonly Certificate[];
  readonly commonName: string;
  readonly clusterValues: Readonly<Record<string, string>>;
  readonly userValues: Readonly<Record<string, string>>;
}

function credentialIn(source: string): Credential {
  const parsed = kubeconfigOf(source, 'admin.conf');
  const { authorityPem, certificatePem, privateKeyPem } = parsed;
  if (authorityPem === undefined || certificatePem === undefined || privateKeyPem === undefined) {
    throw malformed('admin.conf', 'it does not embed certificate, key and trust');
  }
  return {
    server: canonicalServer(parsed.server),
    members: certificatesOf(authorityPem, 'admin.conf'),
    commonName: certificatesOf(certificatePem, 'admin.conf')[0]?.subject.commonName ?? '',
    clusterValues: { 'certificate-authority-data': base64(authorityPem) },
    userValues: { 'client-certificate-data': base64(certificatePem), 'client-key-data': base64(privateKeyPem()) },
  };
}

function isThisCluster({ body }: KubeconfigEntry, wanted: Credential): boolean {
  if (canonicalServer(textOf(at(body, 'server')) ?? '') !== wanted.server) return false;
  if (!embedsTrust({ body })) return true;
  const fingerprints = new Set(wanted.members.map(({ fingerprint }) => fingerprint));
  return embeddedCertificates(body, 'certificate-authority-data').some(({ fingerprint }) =>
    fingerprints.has(fingerprint),
  );
}

/** The rest is trust in a file of its own, in the authorities of the system, or in nobody. */
const embedsTrust = ({ body }: Pick<KubeconfigEntry, 'body'>): boolean =>
  (textOf(at(body, 'certificate-authority-data')) ?? '') !== '';

function usersOf(contexts: readonly KubeconfigEntry[], clusters: readonly KubeconfigEntry[]): readonly string[] {
  const names = new Set(clusters.map(({ name }) => name));
  const ours = contexts.filter(({ body }) => names.has(textOf(at(body, 'cluster')) ?? ''));
  return [...new Set(ours.map(({ body }) => textOf(at(body, 'user')) ?? ''))];
}

function isThisUser({ body }: KubeconfigEntry, clusters: readonly KubeconfigEntry[], wanted: Credential): boolean {
  if ((textOf(at(body, 'client-key-data')) ?? '') === '') return false;
  const [certificate] = embeddedCertificates(body, 'client-certificate-data');
  if (certificate?.subject.commonName !== wanted.commonName) return false;
  const trusted = clusters.flatMap((cluster) => embeddedCertificates(cluster.body, 'certificate-authority-data'));
  return signerOf(certificate, [...wanted.members, ...trusted]) !== undefined;
}

/** Only keys the entry has, and only where the bytes differ. */
function changeOf(entry: KubeconfigEntry, values: Readonly<Record<string, string>>): EntryChange {
  const written = (key: string): string => (textOf(at(entry.body, key)) ?? '').replace(/\s+/g, '');
  const differing = Object.entries(values).filter(([key, value]) => written(key) !== value);
  return { entry, values: Object.fromEntries(differing) };
}

/** What is no certificate is nobody's of ours. */
function embeddedCertificates(body: unknown, key: string): readonly Certificate[] {
  try {
    return certificatesOf(Buffer.from(textOf(at(body, key)) ?? '', 'base64'), 'the kubeconfig');
  } catch {
    return [];
  }
}

function canonicalServer(server: string): string {
  const url = URL.parse(server);
  return url === null ? server : `${url.protocol}//${url.host}${url.pathname.replace(/\/+$/, '')}`;
}

const base64 = (pem: string): string => Buffer.from(pem, 'latin1').toString('base64');
