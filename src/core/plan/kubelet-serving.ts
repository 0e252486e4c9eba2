import { KUBELET_SERVER } from '../check/subject.ts';
import { renewalDueAt } from '../check/thresholds.ts';
import { PerennialError } from '../errors.ts';
import type { Inventory, Leaf } from '../inventory.ts';
import { isMadeByKubelet } from '../kubeadm/kubelet-pair.ts';
import type { Unnumbered, UnnumberedStage } from './numbered.ts';
import type { KeptFile, LeftAlone, Remake } from './plan.ts';
import type { Wish } from './wish.ts';

/** How the kubelet comes to another serving certificate, where it has one of its own making; and why not, where somebody may ask. */
export interface KubeletServing {
  readonly keeps: readonly Unnumbered[];
  readonly stage: UnnumberedStage;
  readonly leftAlone: readonly LeftAlone[];
}

/**
 * The kubelet's own pair, when it is due or asked for by name. `--all` are all of kubeadm's: nobody verifies this one. And unless it
 * is asked for by name it has a run of its own, for a failure of it must not undo a renewal of the others.
 */
export function kubeletServing(inventory: Inventory, wish: Wish, isAlone: boolean): KubeletServing {
  const leaf = inventory.leaves.find(({ name }) => name === KUBELET_SERVER);
  const isNamed = wish.which.kind === 'named' && wish.which.names.includes(KUBELET_SERVER);
  if (isNamed) refuseNames(wish);
  const isWanted = leaf !== undefined && (isNamed || (wish.which.kind !== 'named' && isDue(leaf, inventory, wish)));
  if (!isWanted) return nothing(leaf !== undefined && wish.which.kind === 'all' ? [leftToTheKubelet] : []);
  if (!isNamed && !isAlone) return nothing([inARunOfItsOwn]);
  const made = remakeOf(leaf, inventory);
  if (typeof made === 'string') return nothing([{ name: KUBELET_SERVER, why: made }]);
  const keeps = [made.certificate, made.key].map((file) => ({ kind: 'keep' as const, ...file }));
  return { keeps, stage: { name: `kubelet: ${KUBELET_SERVER}`, steps: [made] }, leftAlone: [] };
}

const nothing = (leftAlone: readonly LeftAlone[]): KubeletServing => ({
  keeps: [],
  stage: { name: '', steps: [] },
  leftAlone,
});

const leftToTheKubelet: LeftAlone = {
  name: KUBELET_SERVER,
  why: 'the kubelet made it for itself; it is renewed when it is due, or by its name',
};

const inARunOfItsOwn: LeftAlone = {
  name: KUBELET_SERVER,
  why: 'it is due, and has a run of its own: the next one, or perennial renew kubelet-server',
};

function refuseNames({ sans }: Wish): void {
  if (sans.add[KUBELET_SERVER] === undefined && sans.remove[KUBELET_SERVER] === undefined) return;
  throw new PerennialError('usage', `the names in ${KUBELET_SERVER} are the kubelet's own choice`, {
    hint: 'with serverTLSBootstrap the cluster signs a certificate with the names and addresses of the node',
  });
}

function isDue({ certificate }: Leaf, { takenAt }: Inventory, { policy }: Wish): boolean {
  if (certificate.kind !== 'read') return false;
  return renewalDueAt({ name: KUBELET_SERVER, certificate: certificate.value, policy }) <= takenAt;
}

/** The step, or why there is none: only the pair that the kubelet made, and serves, comes again by itself. */
function remakeOf(leaf: Leaf, inventory: Inventory): Unnumbered<Remake> | string {
  const { holder, certificate, key, file } = leaf;
  const { kubelet, reach, served } = inventory;
  if (reach === 'files') return 'only the kubelet of a running machine makes another';
  if (holder.kind !== 'pair') return 'the cluster issues it, and the kubelet asks for another in time';
  if (certificate.kind !== 'read' || key.kind !== 'read' || file === undefined) return 'it could not be read';
  if (!isMadeByKubelet(leaf)) return 'the kubelet did not make it';
  if (!kubelet.runsAsUnit) return 'the kubelet is no unit of systemd that runs here';
  const port = served.find(({ endpoint }) => endpoint.component === 'kubelet');
  if (port?.presented.kind !== 'read' || port.presented.value.fingerprint !== certificate.value.fingerprint)
    return 'it is not what the kubelet serves';
  const kept = ({ path, digest }: KeptFile): KeptFile => ({ path, digest });
  return {
    kind: 'remake',
    name: KUBELET_SERVER,
    certificate: kept(file),
    key: kept(key.value.file),
    becomes: 'another',
    unit: 'kubelet',
    endpoint: port.endpoint,
    withinSeconds: 60,
  };
}
