import { findingsOf } from '../check/check.ts';
import { dateText, listed } from '../check/words.ts';
import { hasRunOut } from '../run-out.ts';
import { type Diagnosis, ok, problem, problemOf, warning } from './diagnosis.ts';
import type { Examination } from './examination.ts';

export function controlPlane({ inventory }: Examination): Diagnosis {
  if (inventory.kind === 'failed') return problemOf('control plane', inventory.why);
  const { node, layout, openRuns } = inventory.value;
  const open = openRuns.at(-1);
  if (open !== undefined)
    return problem('control plane', `the run ${open} is unfinished`, 'perennial resume, or perennial rollback');
  return ok(
    'control plane',
    `${node}, Kubernetes ${layout.kubeadmConfig.kubernetesVersion ?? 'of an unknown version'}, etcd ${layout.etcd}`,
  );
}

/** Files alone: what else could not be asked has a line of its own. */
export function readability({ inventory }: Examination): Diagnosis | undefined {
  if (inventory.kind === 'failed') return undefined;
  const [first, ...others] = inventory.value.unreadable.filter(({ path }) => path !== undefined);
  if (first === undefined) return ok('files', 'all can be read');
  const more = others.length === 0 ? '' : `, and ${String(others.length)} more`;
  return problem('files', `${first.path ?? first.what} cannot be read: ${first.detail}${more}`, 'perennial check');
}

export function credentials({ inventory }: Examination): Diagnosis | undefined {
  if (inventory.kind === 'failed') return undefined;
  const { leaves, takenAt } = inventory.value;
  const admin = leaves.find(({ name }) => name === 'admin.conf');
  if (admin?.certificate.kind !== 'read')
    return problem('credentials', 'admin.conf holds no certificate that can be read', 'perennial check');
  const { subject, notAfter } = admin.certificate.value;
  if (hasRunOut(admin.certificate, takenAt))
    return problem('credentials', `admin.conf ended ${dateText(notAfter)}`, 'perennial rescue --dry-run');
  return ok('credentials', `admin.conf is ${subject.text}, until ${dateText(notAfter)}`);
}

export function apiServer({ reach, inventory }: Examination): Diagnosis | undefined {
  if (reach !== 'full' || inventory.kind === 'failed') return undefined;
  const { unreadable, clock, leaves } = inventory.value;
  const server = leaves.find(({ name }) => name === 'admin.conf')?.kubeconfig?.server;
  const silent = unreadable.find(({ what }) => what === 'API server');
  if (silent !== undefined)
    return problem('API server', silent.detail, 'crictl ps -a --name kube-apiserver; perennial check');
  const at = server === undefined ? '' : `; admin.conf names ${server}`;
  return clock.apiServerOffsetMilliseconds === undefined
    ? warning('API server', `it was not asked${at}`, 'perennial check')
    : ok('API server', `this node's own answers${at}`);
}

export function etcd({ etcd: asked, inventory }: Examination): Diagnosis | undefined {
  if (inventory.kind === 'failed') return undefined;
  if (asked === undefined) return undefined;
  const { problem: trouble } = asked;
  if (trouble === undefined) return ok('etcd', 'well on all members');
  return problem('etcd', trouble, 'crictl ps -a --name etcd; crictl logs $(crictl ps -q --name etcd)');
}

export function clock({ inventory, policy }: Examination): Diagnosis | undefined {
  if (inventory.kind === 'failed') return undefined;
  const off = findingsOf(inventory.value, policy).find(({ code }) => code === 'clock-off');
  if (off !== undefined) return problem('clock', off.message, 'timedatectl set-ntp true; chronyc makestep');
  const { apiServerOffsetMilliseconds: offset } = inventory.value.clock;
  if (offset === undefined) return undefined;
  return ok('clock', `within ${(Math.abs(offset) / 1000).toFixed(1)} s of the API server's`);
}

export function firewall({ reach, inventory }: Examination): Diagnosis | undefined {
  if (reach !== 'full' || inventory.kind === 'failed') return undefined;
  const { controlPlanes, firewall: kind } = inventory.value;
  if (controlPlanes.kind !== 'read' || controlPlanes.value.length < 2) return undefined;
  if (kind !== 'none') return ok('firewall', `${kind} can keep clients away from what restarts`);
  return warning(
    'firewall',
    'neither nft nor iptables works here, so a restart is not drained',
    'apt-get install nftables || dnf install nftables',
  );
}

export function otherControlPlanes({ inventory, reports }: Examination): Diagnosis | undefined {
  if (reports === undefined || inventory.kind === 'failed') return undefined;
  const { node, controlPlanes } = inventory.value;
  const what = 'other control planes';
  if (reports.kind === 'failed') return warning(what, reports.why.message, 'perennial check --cluster');
  const others = (controlPlanes.kind === 'read' ? controlPlanes.value : [])
    .map(({ name }) => name)
    .filter((name) => name !== node);
  const heard = new Set(reports.value.filter(({ report }) => report.kind === 'read').map((one) => one.node));
  const silent = others.filter((name) => !heard.has(name));
  if (silent.length === 0) return ok(what, `${listed(others)} published how they are`);
  return warning(what, `nothing can be read of ${listed(silent)}`, 'on each of them: perennial schedule install');
}
