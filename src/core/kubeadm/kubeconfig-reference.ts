import type { Path } from '../names.ts';
import { type EntryChange, editedKubeconfig } from './kubeconfig-edit.ts';
import { type KubeconfigEntry, kubeconfigText } from './kubeconfig-text.ts';
import { at, malformed, textOf } from './yaml-text.ts';

/**
 * A kubeconfig whose current user has its certificate and key in this one file, every other byte as it was: what kubeadm's phase
 * kubelet-finalize makes of kubelet.conf (cmd/kubeadm/app/cmd/phases/init/kubeletfinalize.go). Throws `file-malformed`.
 */
export function kubeconfigReferringTo(text: string, to: Path, file: string): string {
  const kubeconfig = kubeconfigText(text, file);
  const context = kubeconfig.contexts.get(kubeconfig.currentContext);
  const user = kubeconfig.users.get(textOf(at(context?.body, 'user')) ?? '');
  if (user === undefined) throw malformed(file, 'its current-context leads to no user');
  const changes = ['client-certificate', 'client-key'].map((key) => changeOf(user, key, to, file));
  return editedKubeconfig(kubeconfig, changes);
}

function changeOf(user: KubeconfigEntry, key: string, to: Path, file: string): EntryChange {
  const embedded = `${key}-data`;
  const [carries, names] = [embedded, key].map((one) => (textOf(at(user.body, one)) ?? '') !== '');
  if (carries && names) throw malformed(file, `its user "${user.name}" has both ${key} and ${embedded}; remove one`);
  if (carries) return { entry: user, values: { [embedded]: to }, renames: { [embedded]: key } };
  if (names) return { entry: user, values: { [key]: to } };
  throw malformed(file, `its user "${user.name}" has neither ${key} nor ${embedded}`);
}
