import { KUBELET_CLIENT } from '../check/subject.ts';
import { PerennialError } from '../errors.ts';
import type { Inventory } from '../inventory.ts';
import type { Path } from '../names.ts';
import { KUBELET_CLIENT_LINK, kubeletClientFile } from '../kubeadm/kubelet-files.ts';
import type { Policy } from '../policy.ts';
import { awaitKubelet, heartbeatOf } from './kubelet-adoption.ts';
import { type KubeletNeed, kubeletNeed } from './kubelet-need.ts';
import { kubeletRequestOf } from './kubelet-request.ts';
import type { Unnumbered, UnnumberedStage } from './numbered.ts';
import type { Content, FileChange, LeftAlone } from './plan.ts';

/** How a kubelet's credential is mended: what is kept and made, put in place, and shown to be used. */
export interface KubeletRepair {
  readonly preparation: readonly Unnumbered[];
  /** Puts it in place. */
  readonly change: UnnumberedStage;
  /** The kubelet takes it. */
  readonly adoption: readonly Unnumbered[];
  /** The API server has to take the credential: asked at once where it answers, else when everything else is done. */
  readonly proof: readonly Unnumbered[];
}

const PEM = 'kubelet-client.pem';
const KUBELET_CONF = 'kubelet.conf';

/** Undefined where the kubelet looks after itself, and where only the owner of the authority could help. */
export function kubeletRepair(inventory: Inventory, policy: Policy, isAskedFor = false): KubeletRepair | undefined {
  const need = kubeletNeed(inventory, isAskedFor);
  if (need === undefined || kubeletLeftAlone(inventory, isAskedFor) !== undefined) return undefined;
  const files = [...credentialChanges(need, inventory), ...referenceChanges(need, inventory)];
  const isRestarted = inventory.reach !== 'files' && (need.newCredential || !rotates(inventory));
  const steps: readonly Unnumbered[] = isRestarted
    ? [
        { kind: 'unit', unit: 'kubelet', newerThan: readAtStart(need, inventory), withinSeconds: 60 },
        ...awaitKubelet(inventory),
      ]
    : [];
  return {
    preparation: preparationOf(need, inventory, policy),
    change: {
      name: `kubelet: ${need.newCredential ? KUBELET_CLIENT : KUBELET_CONF}`,
      steps: [{ kind: 'install', files }],
    },
    adoption: steps,
    proof: isRestarted ? [heartbeatOf(inventory, [KUBELET_CLIENT_LINK])] : [],
  };
}

/** Only who has the key of the cluster's authority can issue a credential; a bootstrap token asks the cluster to. */
export function kubeletLeftAlone(inventory: Inventory, isAskedFor = false): LeftAlone | undefined {
  const need = kubeletNeed(inventory, isAskedFor);
  if (!need?.newCredential) return undefined;
  const key = inventory.authorities.find(({ name }) => name === 'ca')?.key;
  if (key?.kind !== 'missing') return undefined;
  const why = `${need.why}, and the key of ca is not here; perennial explain kubelet-not-rotating says how it gets another one`;
  return { name: KUBELET_CLIENT, why };
}

function readAtStart({ newReference }: KubeletNeed, inventory: Inventory): readonly Path[] {
  return [KUBELET_CLIENT_LINK, ...(newReference ? [confFile(inventory).path] : [])];
}

/** One that does not renew its certificate reads it where kubelet.conf says, and only when it starts. */
const rotates = ({ kubelet: { config } }: Inventory): boolean =>
  config.kind === 'read' && config.value.rotateCertificates;

function preparationOf(need: KubeletNeed, inventory: Inventory, policy: Policy): readonly Unnumbered[] {
  const { leaf, newCredential, newReference } = need;
  const regular = newCredential ? regularFileAtLink(need, inventory) : undefined;
  const keeps = regular === undefined ? [] : [{ kind: 'keep' as const, ...regular }];
  const { certificate, file } = leaf;
  const old =
    certificate.kind === 'read' && file !== undefined
      ? {
          successorOf: {
            path: file.path,
            digest: file.digest,
            serial: certificate.value.serial,
            notAfter: certificate.value.notAfter,
          },
        }
      : {};
  const issue: readonly Unnumbered[] = newCredential
    ? [
        {
          kind: 'issue',
          request: kubeletRequestOf(leaf, inventory, policy),
          ...old,
          into: { kind: 'combined', as: PEM },
        },
      ]
    : [];
  const conf = newReference ? [confFile(inventory)] : [];
  const refers = conf.flatMap(({ path, digest }): readonly Unnumbered[] => [
    { kind: 'keep', path, digest },
    { kind: 'refer', path, digest, to: KUBELET_CLIENT_LINK, as: KUBELET_CONF },
  ]);
  return [...keeps, ...issue, ...refers];
}

/** The file first, then the link to it: whoever reads the link in between finds what it was. */
function credentialChanges(need: KubeletNeed, inventory: Inventory): readonly FileChange[] {
  if (!need.newCredential) return [];
  const path = kubeletClientFile(inventory.takenAt);
  return [
    { path, was: { kind: 'absent' }, becomes: { kind: 'made', as: PEM }, create: { mode: 0o600, uid: 0, gid: 0 } },
    {
      path: KUBELET_CLIENT_LINK,
      was: atLink(need, inventory),
      becomes: { kind: 'link', target: path },
      itself: true,
    },
  ];
}

function referenceChanges({ newReference }: KubeletNeed, inventory: Inventory): readonly FileChange[] {
  if (!newReference) return [];
  const { path, digest } = confFile(inventory);
  return [{ path, was: { kind: 'kept', digest }, becomes: { kind: 'made', as: KUBELET_CONF } }];
}

function atLink(need: KubeletNeed, inventory: Inventory): Content {
  const { clientLink } = inventory.kubelet;
  if (clientLink !== undefined) return { kind: 'link', target: clientLink };
  const regular = regularFileAtLink(need, inventory);
  return regular === undefined ? { kind: 'absent' } : { kind: 'kept', digest: regular.digest };
}

/** A file where the kubelet wants a link (it would not replace it). */
function regularFileAtLink({ leaf: { file } }: KubeletNeed, { kubelet }: Inventory) {
  if (kubelet.clientLink !== undefined || file?.path !== KUBELET_CLIENT_LINK) return undefined;
  return { path: file.path, digest: file.digest };
}

function confFile({ kubelet: { kubeconfigFile } }: Inventory) {
  if (kubeconfigFile === undefined) throw new PerennialError('internal', 'kubelet.conf was read, but not its file');
  return kubeconfigFile;
}
