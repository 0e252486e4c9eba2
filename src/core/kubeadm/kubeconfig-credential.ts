import { type EntryChange, editedKubeconfig } from './kubeconfig-edit.ts';
import { type KubeconfigEntry, type KubeconfigText, kubeconfigText } from './kubeconfig-text.ts';
import { at, malformed, textOf } from './yaml-text.ts';

/**
 * A kubeconfig whose current context has another certificate, key and trust, every other byte as it was. Like kubeadm it wants the
 * certificate and key embedded; unlike kubeadm it embeds the whole bundle (kubernetes/kubeadm#2027 keeps only its first member).
 * Trust that is not embedded stays as it is. Throws `file-malformed`.
 */
export function kubeconfigWithCredential(
  text: string,
  made: { readonly certificatePem: string; readonly privateKeyPem: string; readonly authorityPem: string },
  file = 'the kubeconfig',
): string {
  const kubeconfig = kubeconfigText(text, file);
  const context = kubeconfig.contexts.get(kubeconfig.currentContext);
  if (context === undefined) throw malformed(file, 'its current-context is missing or names no context');
  const user = entryNamed(kubeconfig, 'users', textOf(at(context.body, 'user')));
  const cluster = entryNamed(kubeconfig, 'clusters', textOf(at(context.body, 'cluster')));
  return editedKubeconfig(kubeconfig, [
    ...credentialChange(user, made, file),
    ...trustChange(cluster, made.authorityPem),
  ]);
}

function entryNamed(kubeconfig: KubeconfigText, list: 'users' | 'clusters', name = ''): KubeconfigEntry {
  const entry = kubeconfig[list].get(name);
  if (entry === undefined)
    throw malformed(kubeconfig.file, `its current context names "${name}", which is not among its ${list}`);
  return entry;
}

function credentialChange(
  user: KubeconfigEntry,
  { certificatePem, privateKeyPem }: { readonly certificatePem: string; readonly privateKeyPem: string },
  file: string,
): readonly EntryChange[] {
  if (!holds(user, 'client-certificate-data') || !holds(user, 'client-key-data')) {
    throw malformed(file, `its user "${user.name}" has no embedded client certificate and key`);
  }
  return [
    {
      entry: user,
      values: { 'client-certificate-data': base64(certificatePem), 'client-key-data': base64(privateKeyPem) },
    },
  ];
}

function trustChange(cluster: KubeconfigEntry, authorityPem: string): readonly EntryChange[] {
  if (!holds(cluster, 'certificate-authority-data')) return [];
  return [{ entry: cluster, values: { 'certificate-authority-data': base64(authorityPem) } }];
}

const holds = ({ body }: KubeconfigEntry, key: string): boolean => (textOf(at(body, key)) ?? '') !== '';

/** PEM is ASCII; what stands beside it in a bundle may not be, and stays as it was read. */
const base64 = (pem: string): string => Buffer.from(pem, 'utf8').toString('base64');
