import { dateText, listed } from '../check/words.ts';
import type { Inventory, UnitState } from '../inventory.ts';
import { runOutLeaves } from '../run-out.ts';
import { kubeletNeed } from './kubelet-need.ts';
import type { UnitName } from './plan.ts';

/** Those that this node needs; one that it does not is not installed. */
export type UnitsSeen = Readonly<Record<UnitName, UnitState>>;

/**
 * What is dead on this node, in words, in the order in which one thing needs the other: certificates, what the kubelet shows, what
 * systemd starts, what the kubelet starts. Empty where everything is alive.
 */
export function deathsOf(inventory: Inventory, units: UnitsSeen): readonly string[] {
  return [...expired(inventory), ...kubelet(inventory), ...stopped(units), ...away(inventory)];
}

function expired(inventory: Inventory): readonly string[] {
  const dead = runOutLeaves(inventory);
  if (dead.length === 0) return [];
  const last = Math.max(
    ...dead.flatMap(({ certificate }) => (certificate.kind === 'read' ? [certificate.value.notAfter] : [])),
  );
  return [`${listed(dead.map(({ name }) => name))}, of which the last ended on ${dateText(last)}`];
}

function kubelet(inventory: Inventory): readonly string[] {
  const need = kubeletNeed(inventory);
  return need?.newCredential ? [`the credential of the kubelet: ${need.why}`] : [];
}

function stopped(units: UnitsSeen): readonly string[] {
  const names = (['containerd', 'kubelet'] as const).filter(
    (name) => units[name].isInstalled && units[name].startedAt === undefined,
  );
  return names.map((name) => `${name}.service, which does not run`);
}

function away({ layout, containers, reach }: Inventory): readonly string[] {
  if (reach === 'files') return [];
  const names = layout.manifests
    .map(({ component }) => component)
    .filter((component) => !containers.some((container) => container.component === component));
  return names.length === 0 ? [] : [`${listed(names)}: no container runs`];
}
