import type { Instant } from '../../core/instant.ts';
import type { Component } from '../../core/names.ts';
import type { LeaseFacts } from '../../ports/api.ts';
import type { LeaseState, Machine, Process } from './machine.ts';

/** client-go's defaults, which kubeadm leaves alone. */
const duration = 15_000;
const retry = 2000;
/** From a container's start to its first attempt. */
const firstAttempt = 900;

/** Components that elect a leader by the Lease of their name. */
const electing: readonly Component[] = ['kube-controller-manager', 'kube-scheduler'];

/** Whoever may lead by now does; a dead holder keeps its lease until it runs out, as the real ones do. */
export function settleLeases(machine: Machine): void {
  for (const name of electing) {
    const state = machine.leases.get(name) ?? { holder: '', renewedAt: 0, version: 1 };
    machine.leases.set(name, settled(machine, state, machine.processes.get(name)));
  }
}

export function leaseFacts(machine: Machine, name: string): LeaseFacts | undefined {
  const state = machine.leases.get(name);
  if (state === undefined) return undefined;
  return { name, holder: state.holder, resourceVersion: String(state.version), renewedAt: state.renewedAt };
}

/** Nobody holds it any more, unless it changed since `lease` was read. */
export function released(machine: Machine, lease: LeaseFacts): boolean {
  const state = machine.leases.get(lease.name);
  if (state === undefined || state.holder !== lease.holder || String(state.version) !== lease.resourceVersion)
    return false;
  machine.leases.set(lease.name, { holder: '', renewedAt: machine.now, version: state.version + 1 });
  return true;
}

function settled(machine: Machine, state: LeaseState, candidate: Process | undefined): LeaseState {
  const live = candidate === undefined ? undefined : `${machine.hostname}_${candidate.id}`;
  if (state.holder !== '' && (state.holder === live || !state.holder.startsWith(`${machine.hostname}_`))) {
    return renewed(state, machine.now);
  }
  if (candidate === undefined || live === undefined) return state;
  const free = state.holder === '' ? state.renewedAt : state.renewedAt + duration;
  const takenAt = Math.max(candidate.startedAt + firstAttempt, free);
  if (machine.now < takenAt) return state;
  return renewed({ holder: live, renewedAt: takenAt, version: state.version + 1 }, machine.now);
}

/** A living holder renews every two seconds; one on another node is taken to be living. */
function renewed(state: LeaseState, now: Instant): LeaseState {
  const times = Math.floor((now - state.renewedAt) / retry);
  return { ...state, renewedAt: state.renewedAt + times * retry, version: state.version + times };
}
