import { randomBytes } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { type Container, startContainer } from './container.ts';
import type { StaticPod } from './static-pod.ts';

/** Keeps one static pod running: restartPolicy Always. */
export interface PodWorker {
  readonly pod: StaticPod;
  /** The running container and the last that ended, newest first: the kubelet keeps one dead container. */
  readonly containers: () => readonly Container[];
  /** Resolves when a container of it does its work for the first time. */
  readonly ready: Promise<void>;
  /** Stops the pod for good, with its grace; resolves when nothing of it runs. */
  readonly remove: () => Promise<void>;
}

/** The first restart comes at once; then the kubelet's back-off (10 s, 20 s, 40 s ...), a fifth as long here. */
const RESTART_MILLISECONDS = [300, 2_000, 4_000, 8_000];
/** A container that ran this long has its history forgotten: the kubelet's ten minutes, shortened. */
const FORGIVEN_MILLISECONDS = 60_000;

export function startPod(pod: StaticPod): PodWorker {
  const podSandboxId = randomBytes(32).toString('hex');
  const removal = new AbortController();
  let attempt = 0;
  let running = startContainer({ pod, podSandboxId, attempt });
  let containers: readonly Container[] = [running];
  const { promise: ready, resolve: sayReady } = Promise.withResolvers<void>();
  void running.ready.then(sayReady);
  const finished = keepRunning();
  return { pod, containers: () => containers, ready, remove };

  async function keepRunning(): Promise<void> {
    let restarts = 0;
    while (!removal.signal.aborted) {
      await running.ended;
      if (Date.now() - running.startedAt > FORGIVEN_MILLISECONDS) restarts = 0;
      const delay = RESTART_MILLISECONDS[Math.min(restarts, RESTART_MILLISECONDS.length - 1)];
      const waited = await pause(delay, true, { signal: removal.signal }).catch(() => false);
      if (!waited) return;
      restarts += 1;
      attempt += 1;
      const last = running;
      running = startContainer({ pod, podSandboxId, attempt });
      containers = [running, last];
      void running.ready.then(sayReady);
    }
  }

  async function remove(): Promise<void> {
    removal.abort();
    await running.stop(pod.gracePeriodSeconds);
    await finished;
    containers = [];
  }
}
