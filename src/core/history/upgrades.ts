import type { Instant } from '../instant.ts';
import { kubeadmCertificate, kubeadmCertificates } from '../kubeadm/certificates.ts';
import { isAtLeast } from '../kubeadm/version.ts';
import type { Component } from '../names.ts';
import { type Look, seenIn } from './look.ts';

/** One upgrade of this node by kubeadm, seen by what differs between two looks. */
export interface Upgrade {
  /** It happened after the first of these moments, and before the second. */
  readonly after: Instant;
  readonly by: Instant;
  /** Versions of the API server; equal where the same version was installed again. */
  readonly from: string;
  readonly to: string;
  readonly renewed: readonly string[];
  /** kubeadm's certificates that were there before and after it, and are the same. */
  readonly leftOut: readonly string[];
}

export function upgradesIn(looks: readonly Look[]): readonly Upgrade[] {
  return looks.flatMap((look, index) => {
    const before = looks[index - 1];
    return before === undefined || !isUpgraded(before, look) ? [] : [upgradeBetween(before, look)];
  });
}

/** Whether kubeadm upgraded this node between the two: a version changed, or there is one more backup of manifests. */
function isUpgraded(before: Look, after: Look): boolean {
  return components.some((one) => hasOtherVersion(one, before, after)) || hasNewBackup(before, after);
}

/**
 * Whether an upgrade between the two gave this certificate a successor, as far as that can be told: kubeadm renews what a component
 * uses when it changes the manifest of that component (cmd/kubeadm/app/phases/upgrade/staticpods.go, `upgradeComponent`); since 1.31
 * etcd's along with the API server's (kubernetes/kubernetes#124688); admin.conf and super-admin.conf every time.
 */
export function isRenewedByUpgrade(name: string, before: Look, after: Look): boolean {
  if (!isUpgraded(before, after) || kubeadmCertificate(name) === undefined) return false;
  const component = renewedWith(name);
  if (component === undefined) return true;
  const { version = '' } = after.components['kube-apiserver'] ?? {};
  const follows = component === 'etcd' && isAtLeast(version, '1.31') === true;
  return isMoved(component, before, after) || (follows && isMoved('kube-apiserver', before, after));
}

const components = ['kube-apiserver', 'kube-controller-manager', 'kube-scheduler', 'etcd'] as const;

/** etcd-healthcheck-client goes with etcd although no process holds it (`renewCertsByComponent`). */
function renewedWith(name: string): Component | undefined {
  return name === 'etcd-healthcheck-client' ? 'etcd' : kubeadmCertificate(name)?.component;
}

/** The same version with another manifest is an upgrade, too, where an upgrade left its backup; else somebody edited it. */
function isMoved(component: Component, before: Look, after: Look): boolean {
  const [was, is] = [before.components[component], after.components[component]];
  if (was === undefined || is === undefined) return false;
  return hasOtherVersion(component, before, after) || (hasNewBackup(before, after) && was.manifest !== is.manifest);
}

function hasOtherVersion(component: Component, before: Look, after: Look): boolean {
  const [was, is] = [before.components[component], after.components[component]];
  return was !== undefined && is !== undefined && was.version !== is.version;
}

const hasNewBackup = (before: Look, after: Look): boolean =>
  after.upgrades.some((name) => !before.upgrades.includes(name));

function upgradeBetween(before: Look, after: Look): Upgrade {
  const there = kubeadmCertificates
    .map(({ name }) => name)
    .filter((name) => seenIn(before, name) && seenIn(after, name));
  const isSame = (name: string): boolean => seenIn(before, name)?.serial === seenIn(after, name)?.serial;
  return {
    after: before.at,
    by: after.at,
    from: before.components['kube-apiserver']?.version ?? '',
    to: after.components['kube-apiserver']?.version ?? '',
    renewed: there.filter((name) => !isSame(name) && isRenewedByUpgrade(name, before, after)),
    leftOut: there.filter(isSame),
  };
}
