import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { beginRun, type JournalLine } from './begun-run.ts';
import { perennial, perennialJson } from './perennial.ts';
import { randomNumbers, seed } from './random-moments.ts';
import { publish } from './results.ts';
import { assertServedAndConsistent, changedNames } from './served-and-consistent.ts';
import { testControlPlane } from './test-control-plane.ts';

// As in kill.test.ts: what is cut off ten times would otherwise mostly be waited for.
const kubelet = { crashLoopBackOff: { maxContainerRestartPeriod: '1s' } };
const controlPlane = testControlPlane({
  name: 'power-cut',
  address: '10.78.0.41',
  encryptionAlgorithm: 'ECDSA-P256',
  kubelet,
});

const renewal = ['renew', '--all', '--yes'];
const random = randomNumbers(seed);
const cuts: unknown[] = [];
let undisturbed: readonly JournalLine[] = [];

before(async () => {
  const run = beginRun(controlPlane(), ...renewal);
  assert.equal((await run.process.ended).status, 0, run.said());
  undisturbed = run.journal();
});

/** A moment of the undisturbed run, drawn evenly from its time: after so many lines of its journal, and so much later. */
function randomMoment(): { readonly lines: number; readonly laterMs: number } {
  const [first, last] = [undisturbed[0]?.at ?? 0, undisturbed.at(-1)?.at ?? 0];
  const at = first + random() * (last - first);
  const lines = undisturbed.filter((line) => line.at <= at).length;
  return { lines, laterMs: at - (undisturbed[lines - 1]?.at ?? at) };
}

for (const number of Array.from({ length: 10 }, (_, index) => index + 1)) {
  const ending = number % 2 === 0 ? 'rollback' : 'resume';
  test(`power cut ${number} of 10 in the middle of a renewal, then ${ending} (PERENNIAL_SEED=${seed})`, async () => {
    const machine = controlPlane();
    const old = await assertServedAndConsistent(machine, 'before');
    const seen = await powerCutWhileRenewing();
    await machine.boot();
    const isBack = await machine.ready(60_000).then(
      () => true,
      () => false,
    );
    const { msg } = await perennialJson<{ msg: string }>(machine, 'status');
    const began = Date.now();
    const { status, stdout, stderr } = await perennial(machine, ending, '--yes');
    cuts.push({ seen, isBack, status: msg, ending, seconds: (Date.now() - began) / 1000 });
    assert.equal(status, 0, `${seen}\n${stdout}\n${stderr}`);
    const changed = changedNames(old, await assertServedAndConsistent(machine, seen));
    assert.equal(changed.length, ending === 'resume' ? 11 : 0, `${seen}: ${changed.join(', ')}`);
  });
}

test('figures of the power cuts', () => {
  publish('power-cut', { seed, cuts });
  assert.equal(cuts.length, 10);
});

async function powerCutWhileRenewing(): Promise<string> {
  const { lines, laterMs } = randomMoment();
  const run = beginRun(controlPlane(), ...renewal);
  await run.reached((journal) => journal.length >= lines);
  await pause(laterMs);
  await controlPlane().powerCut();
  await run.process.ended;
  const last = run.journal().at(-1);
  return last === undefined ? 'nothing begun' : `${last.step} ${last.event}`;
}
