import assert from 'node:assert/strict';
import type { ControlPlane } from './lab/control-plane.ts';
import { fileSerial, servedSerial } from './openssl.ts';
import { perennialJson } from './perennial.ts';

/** The parts of `perennial check -o json` that the tests here look at. */
export interface CheckDocument {
  readonly status: string;
  readonly exitStatus: number;
  readonly findings: readonly { readonly code: string; readonly severity: string; readonly subject: string }[];
  readonly certificates: readonly {
    readonly name: string;
    readonly kind: string;
    readonly certificate: { readonly serial: string } | null;
  }[];
  readonly openRuns: readonly string[];
}

export type Serials = Readonly<Record<string, string>>;

const servedFiles = [
  { port: 6443, path: '/etc/kubernetes/pki/apiserver.crt' },
  { port: 2379, path: '/etc/kubernetes/pki/etcd/server.crt' },
  { port: 2380, path: '/etc/kubernetes/pki/etcd/peer.crt' },
];

/** Leaders lead, nothing is critical, stale or unfinished, and every port presents what is on disk, as openssl sees it. */
export async function assertServedAndConsistent(machine: ControlPlane, about: string): Promise<Serials> {
  await machine.ready();
  const report = await checked(machine);
  const wrong = report.findings.filter(({ code, severity }) => severity === 'critical' || mustNotBe.includes(code));
  assert.deepEqual([wrong, report.openRuns], [[], []], about);
  for (const { port, path } of servedFiles) {
    const [served, onDisk] = [await servedSerial(machine, machine.address, port), await fileSerial(machine, path)];
    assert.equal(served, onDisk, `${about}: port ${String(port)}`);
  }
  return serialsIn(report);
}

const mustNotBe = ['stale', 'run-open', 'key-mismatch', 'not-running', 'not-served', 'unreadable', 'san-missing'];

export const checked = async (machine: ControlPlane): Promise<CheckDocument> =>
  await perennialJson<CheckDocument>(machine, 'check');

/** Serial by name of each of kubeadm's certificates. */
export function serialsIn({ certificates }: CheckDocument): Serials {
  const ours = certificates.filter(({ kind }) => kind === 'kubeadm');
  return Object.fromEntries(ours.map(({ name, certificate }) => [name, certificate?.serial ?? 'none']));
}

/** Which names have another serial. */
export function changedNames(before: Serials, after: Serials): readonly string[] {
  return Object.keys({ ...before, ...after }).filter((name) => before[name] !== after[name]);
}
