import { MINUTE } from '../instant.ts';
import type { Inventory } from '../inventory.ts';
import { healthCheckOf } from '../kubeadm/endpoints.ts';
import type { Component } from '../names.ts';
import type { Policy } from '../policy.ts';
import type { Unnumbered } from './numbered.ts';
import type { Draining, LeftAlone, Plan, Step } from './plan.ts';

/**
 * How a restart on this node is drained, where other control planes can serve meanwhile. An API server that did not say whether
 * there are any serves nobody who could be kept away from it.
 */
export function drainingOf({ controlPlanes, firewall, layout }: Inventory, { drain }: Policy): Draining | undefined {
  const several = controlPlanes.kind === 'read' && controlPlanes.value.length > 1;
  const here = layout.manifests.some(({ component }) => component === 'kube-apiserver');
  if (!several || !here || firewall === 'none') return undefined;
  return { port: healthCheckOf(layout, 'kube-apiserver').port, seconds: Math.ceil(drain / 1000) };
}

/** Those whose restart takes the API server of their node away: its /readyz is 500 while its etcd is (measured). */
export const takesApiServerAway = (component: Component): boolean =>
  component === 'etcd' || component === 'kube-apiserver';

/** Around steps that restart: refused, done, admitted. As they are where nothing is drained. */
export function drained(steps: readonly Unnumbered[], draining: Draining | undefined): readonly Unnumbered[] {
  if (draining === undefined) return steps;
  return [{ kind: 'drain', ...draining }, ...steps, { kind: 'admit', port: draining.port }];
}

/**
 * kube-apiserver closes its listener at SIGTERM and then waits for its watches as long as it may, so the grace is the outage
 * (measured: 35 s with 30, 8.5 s with 3; kubernetes/kubernetes apiserver graceful termination).
 */
export const shortGrace = (component: Component, seconds: number): number =>
  component === 'kube-apiserver' ? Math.min(seconds, 3) : seconds;

/** Said where others could serve and this machine cannot send anybody to them. */
export function drainLeftOut({ controlPlanes, firewall }: Inventory): readonly LeftAlone[] {
  if (firewall !== 'none' || controlPlanes.kind !== 'read' || controlPlanes.value.length < 2) return [];
  return [{ name: 'drain', why: 'neither iptables nor nft works here, so clients are not kept away from a restart' }];
}

/** The port to which a plan may refuse connections: every drain is around the one API server of its node. */
export function portRefusedBy({ stages }: Plan): number | undefined {
  const steps = stages.flatMap((stage) => stage.steps);
  return steps.map(drainedPort).find((port) => port !== undefined);
}

function drainedPort(step: Step): number | undefined {
  if (step.kind === 'drain') return step.port;
  return step.kind === 'prove' ? step.drain?.port : undefined;
}

/** A refusal that outlives this was forgotten: longer than any restart of etcd and API server may take. */
export const LONGEST_REFUSAL = 15 * MINUTE;

/** Of what a configuration may ask for. */
export const LONGEST_DRAIN = 5 * MINUTE;
