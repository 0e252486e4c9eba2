import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdirSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { nodeName, onDisk } from '../command-line.ts';
import type { StaticPod } from './static-pod.ts';

/** A container of the sandbox: one little process that stands for a component. */
export interface Container {
  /** 64 hex digits, as containerd's. */
  readonly id: string;
  readonly podSandboxId: string;
  readonly pod: StaticPod;
  readonly attempt: number;
  readonly startedAt: number;
  readonly pid: number;
  /** Resolves when the component says that it does its work. */
  readonly ready: Promise<void>;
  /** Resolves when the process is gone. */
  readonly ended: Promise<void>;
  /** Set once it is gone. */
  readonly end: () => { readonly at: number; readonly exitCode: number } | undefined;
  /** SIGTERM, after the grace SIGKILL; resolves when the process is gone. */
  readonly stop: (graceSeconds: number) => Promise<void>;
}

const entries = {
  etcd: 'etcd.ts',
  'kube-apiserver': 'kube-apiserver.ts',
  'kube-controller-manager': 'kube-controller-manager.ts',
  'kube-scheduler': 'kube-scheduler.ts',
} as const;

/** Starts what the pod's command names; only the four components are known here. */
export function startContainer({
  pod,
  podSandboxId,
  attempt,
}: {
  readonly pod: StaticPod;
  readonly podSandboxId: string;
  readonly attempt: number;
}): Container {
  const [component = '', ...flags] = pod.container.command;
  const entry = join(import.meta.dirname, '..', entries[component as keyof typeof entries]);
  const log = openSync(logFileOf(pod), 'a', 0o600);
  const child = spawn(process.execPath, [entry, ...flags], { stdio: ['pipe', 'pipe', log] });
  const ended = once(child, 'close').then(() => undefined);
  let end: { readonly at: number; readonly exitCode: number } | undefined;
  void ended.then(() => {
    end = { at: Date.now(), exitCode: child.exitCode ?? 137 };
  });
  return {
    id: randomBytes(32).toString('hex'),
    podSandboxId,
    pod,
    attempt,
    startedAt: Date.now(),
    pid: child.pid ?? 0,
    ready: once(child.stdout as NodeJS.ReadableStream, 'data').then(() => undefined),
    ended,
    end: () => end,
    stop: (graceSeconds) => stop({ child, ended, graceSeconds }),
  };
}

async function stop({
  child,
  ended,
  graceSeconds,
}: {
  readonly child: ChildProcess;
  readonly ended: Promise<void>;
  readonly graceSeconds: number;
}): Promise<void> {
  child.kill(graceSeconds > 0 ? 'SIGTERM' : 'SIGKILL');
  const timer = setTimeout(() => child.kill('SIGKILL'), graceSeconds * 1000);
  await ended;
  clearTimeout(timer);
}

function logFileOf(pod: StaticPod): string {
  const folder = onDisk(`/var/log/pods/kube-system_${pod.name}-${nodeName()}_${pod.uid}/${pod.container.name}`);
  mkdirSync(folder, { recursive: true });
  return join(folder, '0.log');
}
