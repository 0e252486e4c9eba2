import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, realpath, rm } from 'node:fs/promises';
import type { Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DAY, type Instant } from '../core/instant.ts';
import type { KeyAlgorithm } from '../core/x509/certificate.ts';
import { compileCache } from './child-cache.ts';
import { runtimeSocketPath } from './node-paths.ts';
import { freePorts, type SandboxPorts } from './ports.ts';

export interface SandboxOptions {
  /** An existing, empty folder, which is then left in place; default: a temporary one, removed by `stop`. */
  readonly folder?: string;
  /** From now, fractions allowed; negative for a control plane that has run out. */
  readonly certificatesExpireInDays: number;
  /** Default 365. */
  readonly certificateLifetimeDays?: number;
  /** Of everything kubeadm makes; default `ECDSA-P256`. */
  readonly algorithm?: KeyAlgorithm;
  readonly node?: string;
  /** What the certificates' dates are counted from; default the clock. */
  readonly now?: Instant;
}

/** A throwaway control plane: a folder that stands for `/`, and little processes that treat its certificates as the real ones do. */
export interface Sandbox {
  readonly root: string;
  readonly node: string;
  /** Of the container runtime, on this machine. */
  readonly runtimeSocket: string;
  readonly apiServerEndpoint: { readonly host: string; readonly port: number };
  readonly ports: SandboxPorts;
  /** Ends every process, and removes the folder unless it was given. */
  readonly stop: () => Promise<void>;
}

const START_MILLISECONDS = 45_000;
const ATTEMPTS = 3;

/**
 * Starts a control plane and returns when every component does its work and both leases are held. All of it ends with this process,
 * even when that is killed. Throws when it does not come up.
 */
export async function startSandbox(options: SandboxOptions): Promise<Sandbox> {
  const root = await realpath(options.folder ?? (await mkdtemp(join(tmpdir(), 'perennial-'))));
  const node = options.node ?? 'cp-1';
  for (let attempt = 1; ; attempt += 1) {
    const kubelet = startKubelet(root, node);
    const ports = await freePorts();
    // Loaded, and carried out, while the kubelet loads what it needs.
    const { writeControlPlane } = await import('./folder/write.ts');
    await writeControlPlane(root, { ...shapeOf(options), node, ports });
    kubelet.stdin?.write('begin\n');
    if (await isReady(kubelet))
      return sandboxOf({ root, node, ports, kubelet, temporary: options.folder === undefined });
    await end(kubelet);
    if (attempt === ATTEMPTS) throw new Error(`the sandbox did not start; logs are in ${root}/var/log/pods`);
  }
}

function shapeOf({ certificatesExpireInDays, certificateLifetimeDays = 365, algorithm, now }: SandboxOptions) {
  // X.509 times have whole seconds.
  const start = Math.floor((now ?? Date.now()) / 1000) * 1000;
  return {
    algorithm: algorithm ?? 'ECDSA-P256',
    now: start,
    leavesEnd: start + Math.round(certificatesExpireInDays * 86_400) * 1000,
    leafLifetime: certificateLifetimeDays * DAY,
  };
}

function startKubelet(root: string, node: string): ChildProcess {
  const entry = join(import.meta.dirname, 'process/kubelet.ts');
  return spawn(process.execPath, [entry, '--config=/var/lib/kubelet/config.yaml'], {
    // Its standard input is the lifeline: the kernel closes it when this process ends.
    stdio: ['pipe', 'pipe', 'inherit'],
    // A process group of its own: Ctrl-C is for the command at work, which needs the control plane to finish its step.
    detached: true,
    env: { ...process.env, SANDBOX_ROOT: root, SANDBOX_NODE: node, ...compileCache },
  });
}

async function isReady(kubelet: ChildProcess): Promise<boolean> {
  const settled = new AbortController();
  const within = { signal: AbortSignal.any([settled.signal, AbortSignal.timeout(START_MILLISECONDS)]) };
  const said = once(kubelet.stdout as NodeJS.ReadableStream, 'data', within).then(
    () => true,
    () => false,
  );
  const gone = once(kubelet, 'exit', within).then(
    () => false,
    () => false,
  );
  return await Promise.race([said, gone]).finally(() => settled.abort());
}

function sandboxOf({
  root,
  node,
  ports,
  kubelet,
  temporary,
}: {
  readonly root: string;
  readonly node: string;
  readonly ports: SandboxPorts;
  readonly kubelet: ChildProcess;
  readonly temporary: boolean;
}): Sandbox {
  release(kubelet);
  return {
    root,
    node,
    ports,
    runtimeSocket: join(root, runtimeSocketPath),
    apiServerEndpoint: { host: '127.0.0.1', port: ports.apiServer },
    async stop() {
      await end(kubelet);
      if (temporary) await rm(root, { recursive: true, force: true });
    },
  };
}

/** Whoever forgets to stop it can end all the same, and it with them. */
function release(kubelet: ChildProcess): void {
  kubelet.unref();
  kubelet.stdout?.destroy();
  (kubelet.stdin as Socket).unref();
}

async function end(kubelet: ChildProcess): Promise<void> {
  kubelet.ref();
  kubelet.stdin?.end();
  if (kubelet.exitCode === null && kubelet.signalCode === null) await once(kubelet, 'exit');
}
