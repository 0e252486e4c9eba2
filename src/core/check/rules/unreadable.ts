import type { Inventory, Reading, Unreadable, UnreadableReason } from '../../inventory.ts';
import { KUBELET_CONFIG } from '../../kubeadm/kubelet-files.ts';
import type { Finding } from '../finding.ts';
import type { Rule } from '../rule.ts';
import { certificatePathOf, keyPathOf } from '../subject.ts';
import { endpointText } from './stale.ts';

/** What could not be read, each once: never taken for fine. */
export const unreadable: Rule = (inventory) => {
  const all = [
    ...inventory.unreadable,
    ...failedReadings(inventory),
    ...failedHandshakes(inventory),
    ...containers(inventory),
  ];
  const seen = new Set<string>();
  return all
    .filter(({ path, what }) => {
      const place = path ?? what;
      return !seen.has(place) && Boolean(seen.add(place));
    })
    .map(unreadableFinding);
};

function unreadableFinding({ what, path, reason, detail }: Unreadable): Finding {
  return {
    code: 'unreadable',
    severity: 'unknown',
    subject: what,
    ...(path !== undefined && { path }),
    message: `${sentences[reason]}${detail === '' ? '' : `: ${detail}`}`,
    mend: reason === 'permission' ? 'sudo perennial check' : 'perennial explain unreadable',
  };
}

const sentences: Readonly<Record<UnreadableReason, string>> = {
  permission: 'may not be read by this user',
  parse: 'is not what it should be',
  'too-large': 'is too large to be what it should be',
  'not-a-file': 'is not a file',
  refused: 'refused the connection',
  timeout: 'did not answer in time',
  io: 'could not be read',
  'no-credentials': 'could not be asked without credentials',
  denied: 'did not accept the credential',
};

function failedReadings({ leaves, authorities, kubelet, serviceAccountKey, layout }: Inventory): readonly Unreadable[] {
  return [
    ...authorities.flatMap(({ name, certificatePath, keyPath, members, key }) => [
      ...failure(name, certificatePath, members),
      ...failure(`key of ${name}`, keyPath, key),
    ]),
    ...leaves.flatMap((leaf) => [
      ...failure(leaf.name, certificatePathOf(leaf), leaf.certificate),
      ...failure(`key of ${leaf.name}`, keyPathOf(leaf), leaf.key),
    ]),
    ...failure('kubelet.conf', `${layout.configFolder}/kubelet.conf`, kubelet.kubeconfig),
    ...failure('configuration of the kubelet', KUBELET_CONFIG, kubelet.config),
    ...failure('sa.pub', serviceAccountKey.publicKeyPath, serviceAccountKey.publicKey),
    ...failure('sa.key', serviceAccountKey.privateKeyPath, serviceAccountKey.privateKey),
  ];
}

function failure(what: string, path: string | undefined, reading: Reading<unknown>): readonly Unreadable[] {
  if (reading.kind !== 'unreadable') return [];
  return [{ what, ...(path !== undefined && { path }), reason: reading.reason, detail: reading.detail }];
}

/** A port that refuses or keeps silent is `not-served`; offline it need not answer. */
function failedHandshakes({ served, reach }: Inventory): readonly Unreadable[] {
  if (reach !== 'full') return [];
  return served
    .flatMap(({ endpoint, presented }) => failure(endpointText(endpoint), undefined, presented))
    .filter(({ reason }) => reason !== 'refused' && reason !== 'timeout');
}

function containers({ reach, containersUnreadable: detail }: Inventory): readonly Unreadable[] {
  return reach === 'files' || detail === undefined ? [] : [{ what: 'containers', reason: 'io', detail }];
}
