import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Machine } from './lab/machine.ts';

export interface HammerRequest {
  readonly host: string;
  readonly port: number;
  readonly connections: number;
  /** It ends by itself after this long, whatever happens to who started it. */
  readonly longestSeconds: number;
  readonly authorityPath: string;
  readonly certificatePath: string;
  readonly keyPath: string;
}

export interface HammerReport {
  readonly seconds: number;
  readonly handshakes: number;
  readonly failed: number;
  /** By the code of the error the client met. */
  readonly failures: Readonly<Record<string, number>>;
  readonly certificatesSeen: number;
}

/** Which pair is replaced how often; under `reuse key` only the certificate changes. */
export interface LoopRequest {
  readonly policy: 'new key' | 'reuse key';
  readonly times: number;
  readonly pauseMs: number;
  readonly certificatePath: string;
  readonly keyPath: string;
  readonly authorityPath: string;
  readonly authorityKeyPath: string;
}

export interface LoopReport {
  readonly replacements: number;
  readonly seconds: number;
  /** Of one replacement: writing, fsync, renames, fsync of the folder. */
  readonly medianMs: number;
}

/** How both scripts in the machine report: one line of JSON. */
export interface LineOf<Report> {
  readonly kind: 'report';
  readonly report: Report;
}

const checkout = join(import.meta.dirname, '../..');
const pki = '/etc/kubernetes/pki/etcd';

/** Runs `work` while as many handshakes as the machine gives are made with etcd's client port. */
export async function hammeredWhile(machine: Machine, work: () => Promise<void>): Promise<HammerReport> {
  const request: HammerRequest = {
    host: '127.0.0.1',
    port: 2379,
    connections: 8,
    longestSeconds: 300,
    authorityPath: `${pki}/ca.crt`,
    certificatePath: `${pki}/healthcheck-client.crt`,
    keyPath: `${pki}/healthcheck-client.key`,
  };
  const hammer = machine.spawn(command('handshake-hammer.ts', request));
  const errors: Buffer[] = [];
  hammer.stderr.on('data', (chunk: Buffer) => errors.push(chunk));
  const lines = createInterface(hammer.stdout)[Symbol.asyncIterator]();
  const next = async () => {
    const { value, done } = await lines.next();
    if (done === true) throw new Error(`the hammer ended by itself: ${Buffer.concat(errors).toString('utf8')}`);
    return JSON.parse(value) as LineOf<HammerReport>;
  };
  await next();
  await work();
  hammer.stdin.end();
  return (await next()).report;
}

/** Replaces etcd's server pair so many times, and puts the first one back. */
export async function replacedServerPair(
  machine: Machine,
  how: Pick<LoopRequest, 'policy' | 'times'>,
): Promise<LoopReport> {
  const request: LoopRequest = {
    ...how,
    pauseMs: 10,
    certificatePath: `${pki}/server.crt`,
    keyPath: `${pki}/server.key`,
    authorityPath: `${pki}/ca.crt`,
    authorityKeyPath: `${pki}/ca.key`,
  };
  const output = await machine.mustExec(command('replacement-loop.ts', request), { timeoutMs: 280_000 });
  return (JSON.parse(output) as LineOf<LoopReport>).report;
}

function command(script: string, request: object): readonly string[] {
  const folder = join(import.meta.dirname, 'load');
  return [join(checkout, 'node_modules/.bin/node'), join(folder, script), JSON.stringify(request)];
}
