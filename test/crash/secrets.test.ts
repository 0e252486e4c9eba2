import assert from 'node:assert/strict';
import { test } from 'node:test';
import { failing, type Interference } from '../../src/adapters/memory/effects.ts';
import type { MemoryNode } from '../../src/adapters/memory/memory-node.ts';
import { PerennialError } from '../../src/core/errors.ts';
import { check } from '../../src/usecases/check.ts';
import { renew } from '../../src/usecases/renew.ts';
import { dyings } from './kubelet.ts';
import { lived, renewal, rollBackLast, type Work, wished } from './lives.ts';
import { controlPlane } from './node.ts';

const base = controlPlane();
const diskFull = new PerennialError('disk-full', 'there is no room');

const carried = base.copy();
dyings['was carried in kubelet.conf'](carried);
const repair: Work = (world) => renew({ ...wished, which: { kind: 'named', names: ['kubelet-client'] } }, world);

interface Story {
  readonly name: string;
  readonly interfere?: Interference;
  readonly on?: MemoryNode;
  readonly work?: Work;
}

const stories: readonly Story[] = [
  { name: 'a renewal and its rollback' },
  { name: 'a renewal that finds no room for what it makes', interfere: failing('save admin.conf', diskFull) },
  {
    name: 'a renewal that finds no room where it installs',
    interfere: failing('install /etc/kubernetes/pki/apiserver.key', diskFull),
  },
  { name: "the repair of a kubelet's credential and its rollback", on: carried, work: repair },
];

for (const { name, interfere, on = base, work = renewal } of stories) {
  test(`${name} leaves no private key in plan, journal, report, events, errors or inventory`, async () => {
    const node = on.copy();
    const said = await everythingSaid(node, work, interfere);
    const keys = keysOn(node);
    assert.ok(keys.length > 12, `only ${keys.length} keys to look for`);
    for (const key of keys) assert.ok(!said.includes(key), 'key material was said');
    assert.doesNotMatch(said, /PRIVATE KEY|client-key-data|LS0tLS1CRUdJTiBFQyBQUklW/);
  });
}

/** All that leaves the store: runs as saved, the report as published, events as told, reports and errors as returned, the inventory. */
async function everythingSaid(node: MemoryNode, first: Work, interfere?: Interference): Promise<string> {
  const said: unknown[] = [];
  const tell = (news: unknown): void => void said.push(news);
  for (const work of [first, rollBackLast]) {
    try {
      said.push(await lived(node, work, interfere, tell));
    } catch (thrown) {
      said.push(thrown instanceof Error ? { ...thrown, message: thrown.message, stack: thrown.stack } : thrown);
    }
  }
  said.push(await check(node.live().world, wished));
  for (const { plan, journal, report } of node.machine.runs.values()) said.push(plan, journal, report);
  assert.equal(node.machine.reports.size, 1);
  said.push(...node.machine.reports.values());
  return JSON.stringify(said);
}

/** A line from the middle of every private key on the machine, in PEM and inside a kubeconfig's base64. */
function keysOn({ machine }: MemoryNode): readonly string[] {
  const contents = [
    ...[...machine.tree.values()].flatMap((entry) => (entry.kind === 'file' ? [entry.bytes] : [])),
    ...[...machine.runs.values()].flatMap(({ made }) => [...made.values()].map(({ bytes }) => bytes)),
    ...[...machine.kept.values()].map(({ bytes }) => bytes),
  ].map((bytes) => bytes.toString('utf8'));
  const pem = contents.flatMap((text) =>
    [...text.matchAll(/PRIVATE KEY-----\n(.{40})/g)].map((match) => match[1] ?? ''),
  );
  const embedded = contents.flatMap((text) =>
    [...text.matchAll(/client-key-data: .{60}(.{40})/g)].map((match) => match[1] ?? ''),
  );
  return [...new Set([...pem, ...embedded])].filter((key) => key !== '');
}
