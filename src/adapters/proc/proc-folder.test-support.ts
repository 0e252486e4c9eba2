import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';

export const containerId = (digit: string) => digit.repeat(64);
export const staticUid = '0f1e2d3c4b5a69788796a5b4c3d2e1f0';
export const apiUid = '0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0';
export const cgroupOf = (id: string, uid = staticUid) => `0::/kubepods/burstable/pod${uid}/${id}\n`;

export interface FakeProcess {
  readonly program: string;
  readonly comm?: string;
  readonly cgroup?: string;
  readonly namespacePids?: readonly number[];
  readonly startTicks?: number;
  readonly state?: string;
}

/** /proc/<pid>/stat as the kernel writes it, 52 fields. */
export function statText({ program, comm, startTicks = 50_000, state = 'S' }: FakeProcess): string {
  const after = Array.from({ length: 50 }, (_, index) => (index === 0 ? state : index === 19 ? startTicks : 0));
  return `4711 (${comm ?? program.slice(0, 15)}) ${after.join(' ')}\n`;
}

/** A folder that looks like /proc of a machine booted 1,000 seconds before `now`; removed with the test. */
export function procFolder(test: TestContext, processes: readonly FakeProcess[], now: number): string {
  const folder = mkdtempSync(join(tmpdir(), 'proc-'));
  test.after(() => rmSync(folder, { recursive: true }));
  writeFileSync(join(folder, 'uptime'), '1000.00 3210.55\n');
  writeFileSync(join(folder, 'stat'), `cpu  1 2 3\nbtime ${Math.floor(now / 1000) - 1000}\nprocesses 9\n`);
  mkdirSync(join(folder, 'self'));
  for (const [index, fake] of processes.entries()) writeProcess(join(folder, String(100 + index)), fake);
  return folder;
}

function writeProcess(folder: string, fake: FakeProcess): void {
  const { program, comm = program.slice(0, 15), cgroup = cgroupOf(containerId('a')), namespacePids = [100, 1] } = fake;
  mkdirSync(folder);
  writeFileSync(join(folder, 'comm'), `${comm}\n`);
  writeFileSync(join(folder, 'cmdline'), `${program}\0--some=flag\0`);
  writeFileSync(join(folder, 'cgroup'), cgroup);
  writeFileSync(join(folder, 'status'), `Name:\t${comm}\nNSpid:\t${namespacePids.join('\t')}\nThreads:\t9\n`);
  writeFileSync(join(folder, 'stat'), statText(fake));
}
