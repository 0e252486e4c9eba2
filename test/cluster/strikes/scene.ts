import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type BegunRun, beginRun } from '../begun-run.ts';
import type { ControlPlane } from '../lab/control-plane.ts';
import { bootControlPlanes, type ControlPlanes } from '../lab/control-planes.ts';
import { perennial, perennialJson } from '../perennial.ts';
import { randomNumbers, seed } from '../random-moments.ts';
import { publish } from '../results.ts';
import { assertServedAndConsistent, changedNames, type Serials } from '../served-and-consistent.ts';
import { NEWEST } from '../test-control-plane.ts';

/** One cluster, and whose turn it is to be renewed while something happens. */
export interface Scene {
  readonly node: ControlPlane;
  readonly others: readonly [ControlPlane, ControlPlane];
  /** From 0 to 1. */
  readonly random: () => number;
  /** A renewal on the node whose journal has come to a random line. */
  readonly begunRenewal: () => Promise<BegunRun>;
}

/** Something that happens, again and again. Resolves to what was seen of it, once it is over. */
export interface Strike {
  readonly name: string;
  readonly times: number;
  readonly happens: (scene: Scene) => Promise<string>;
}

/** A component restarted with each strike would otherwise be waited for: the kubelet's back-off grows to five minutes. */
const kubelet = { crashLoopBackOff: { maxContainerRestartPeriod: '1s' } };

/** Of an etcd member, of the API server, of a component that has to be restarted, and of people. */
const names = ['apiserver', 'etcd-server', 'scheduler.conf', 'admin.conf'];
export const renewal = ['renew', ...names, '--yes'];
/** What its journal has at the least. */
const LINES = 44;

/** Three control planes on which each strike falls so many times, on one node after the other; after each the cluster is as it must be. */
export function testStrikes(
  about: string,
  { name, place }: { readonly name: string; readonly place: number },
  strikes: readonly Strike[],
): void {
  let cluster: ControlPlanes;
  const random = randomNumbers(seed);
  const seen: Record<string, string[]> = {};
  before(async () => {
    cluster = await bootControlPlanes({ name, place, version: NEWEST, encryptionAlgorithm: 'ECDSA-P256', kubelet });
  });
  after(async () => {
    const total = Object.values(seen).reduce((sum, all) => sum + all.length, 0);
    const asked = strikes.reduce((sum, { times }) => sum + times, 0);
    // A part of them is no figure.
    if (total === asked) publish(`strikes-${about}`, { seed, total, seen });
    await cluster.wipe();
  });
  let turn = 0;
  for (const strike of strikes) {
    for (let time = 1; time <= strike.times; time += 1) {
      test(`${strike.name}, ${String(time)} of ${String(strike.times)} (PERENNIAL_SEED=${String(seed)})`, async () => {
        const scene = sceneAt(cluster, turn, random);
        turn += 1;
        (seen[strike.name] ??= []).push(await struck(strike, scene));
      });
    }
  }
}

function sceneAt({ nodes }: ControlPlanes, turn: number, random: () => number): Scene {
  const [node, second, third] = [0, 1, 2].map((place) => nodes[(turn + place) % nodes.length]);
  assert.ok(node !== undefined && second !== undefined && third !== undefined);
  const begunRenewal = async (): Promise<BegunRun> => {
    const run = beginRun(node, ...renewal);
    const lines = 1 + Math.floor(random() * (LINES - 1));
    await run.reached((journal) => journal.length >= lines);
    return run;
  };
  return { node, others: [second, third], random, begunRenewal };
}

async function struck(strike: Strike, scene: Scene): Promise<string> {
  const { node, random } = scene;
  const before = await assertServedAndConsistent(node, 'before');
  const what = await strike.happens(scene);
  const ending = random() < 0.5 ? 'resume' : 'rollback';
  const mended = await mend(node, ending);
  const now = await assertServedAndConsistent(node, `${what}, ${mended}`);
  assertWhole(before, now, `${what}, ${mended}`);
  // Who could not release its lease is followed when it has run out: the next strike waits for that.
  const holder = (await leaseHolder(scene.others[0])).split('_')[0] ?? '';
  assert.ok(['', node.name].includes(holder), `${what}, ${mended}: ${holder} is at work`);
  return `${what}; ${mended}`;
}

/** What a person does who reads `perennial status`. */
async function mend(node: ControlPlane, ending: 'resume' | 'rollback'): Promise<string> {
  const { runs } = await perennialJson<{ readonly runs: readonly { readonly state: string }[] }>(node, 'status');
  if (!runs.some(({ state }) => state === 'open')) return 'nothing to mend';
  const { status, stdout, stderr } = await perennial(node, ending, '--yes');
  assert.equal(status, 0, `${ending}\n${stdout}\n${stderr}`);
  return ending;
}

/** All of it or nothing. */
function assertWhole(before: Serials, now: Serials, about: string): void {
  const changed = changedNames(before, now);
  assert.ok([0, names.length].includes(changed.length), `${about}: ${changed.join(', ')}`);
}

/** Empty too where there is no Lease. */
async function leaseHolder(node: ControlPlane): Promise<string> {
  const path = '{.spec.holderIdentity}';
  return await node.kubectl(
    '-n',
    'kube-system',
    'get',
    'lease',
    'perennial-renew',
    '--ignore-not-found',
    '-o',
    `jsonpath=${path}`,
  );
}

/** How a run ended, and what it said last. */
export async function endOf(run: BegunRun): Promise<string> {
  const { status, signal } = await run.process.ended;
  const last = run.said().trimEnd().split('\n').at(-1) ?? '';
  return `after ${String(run.journal().length)} lines of the journal, ${signal ?? `status ${String(status)}`}: ${last}`;
}
