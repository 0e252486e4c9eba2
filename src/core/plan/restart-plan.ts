import { PerennialError } from '../errors.ts';
import { etcdAccessOf } from '../etcd/access.ts';
import type { Inventory } from '../inventory.ts';
import type { Component } from '../names.ts';
import { awaitOf, restartOf } from './adoption.ts';
import { gateOf } from './gate.ts';
import { numbered } from './numbered.ts';
import type { Plan } from './plan.ts';

export interface RestartWish {
  readonly graceSeconds?: number;
  /** Although etcd is not well, or stands still meanwhile. */
  readonly despiteEtcd?: boolean;
}

/** Another container of one component, healthy. Explicit, so it names the container that has to go. */
export function restartPlan(
  inventory: Inventory,
  component: Component,
  { graceSeconds, despiteEtcd = false }: RestartWish,
): Plan {
  const manifest = inventory.layout.manifests.find((one) => one.component === component);
  if (manifest === undefined) {
    throw new PerennialError('unknown-name', `${component} has no static-pod manifest on this node`, {
      hint: `the manifests are those of ${inventory.layout.manifests.map((one) => one.component).join(', ') || 'nothing'}`,
    });
  }
  const running = inventory.containers.find((container) => container.component === component);
  const restart = restartOf(component, [], graceSeconds ?? manifest.gracePeriodSeconds, inventory);
  const asked = component === 'etcd' && !despiteEtcd;
  return {
    format: 1,
    intent: { kind: 'restart', component },
    node: inventory.node,
    madeAt: inventory.takenAt,
    stages: numbered([
      {
        name: `${component}: restart`,
        steps: [
          ...gateOf(asked ? etcdAccessOf(inventory) : undefined, 'restart'),
          { ...restart, ...(running !== undefined && { notContainer: running.id }) },
          awaitOf(component, inventory),
        ],
      },
    ]),
    leftAlone: [],
  };
}
