import assert from 'node:assert/strict';
import { test } from 'node:test';
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
const CUTS = 10;

test(`power cuts at ${CUTS} random moments of a renewal (PERENNIAL_SEED=${seed})`, async (t) => {
  const whole = await undisturbedRun();
  const random = randomNumbers(seed);
  const cuts: object[] = [];
  for (let number = 1; number <= CUTS; number += 1) {
    const moment = momentOf(whole, random());
    const ending = number % 2 === 0 ? 'rollback' : 'resume';
    await t.test(`cut ${number} of ${CUTS}, ${moment.about}, ${ending}`, async () => {
      cuts.push({ asked: moment.about, ending, ...(await cutAndMended(moment, ending)) });
    });
  }
  publish('power-cut', { seed, cuts });
});

async function undisturbedRun(): Promise<readonly JournalLine[]> {
  const run = beginRun(controlPlane(), ...renewal);
  assert.equal((await run.process.ended).status, 0, run.said());
  return run.journal();
}

/** After so many lines of the journal, and so much later. */
interface Moment {
  readonly lines: number;
  readonly laterMs: number;
  readonly about: string;
}

/** Drawn evenly from the time of an undisturbed run. */
function momentOf(whole: readonly JournalLine[], fraction: number): Moment {
  const [first, last] = [whole[0]?.at ?? 0, whole.at(-1)?.at ?? 0];
  const at = first + fraction * (last - first);
  const line = whole.findLast((one) => one.at < at);
  const laterMs = Math.round(at - (line?.at ?? at));
  const lines = Math.max(1, whole.filter((one) => one.at < at).length);
  return { lines, laterMs, about: `${laterMs} ms after ${line?.step ?? ''} ${line?.event ?? ''}` };
}

async function cutAndMended(moment: Moment, ending: 'resume' | 'rollback'): Promise<object> {
  const machine = controlPlane();
  const old = await assertServedAndConsistent(machine, 'before');
  const seen = await powerCutWhileRenewing(moment);
  await machine.boot();
  // A pair that was cut apart keeps its component from coming up: mending that is what is tested.
  const cameUp = await machine.ready(90_000).then(
    () => true,
    () => false,
  );
  const { msg } = await perennialJson<{ msg: string }>(machine, 'status');
  const began = Date.now();
  const { status, stdout, stderr } = await perennial(machine, ending, '--yes');
  const seconds = (Date.now() - began) / 1000;
  assert.equal(status, 0, `${seen}\n${stdout}\n${stderr}`);
  const changed = changedNames(old, await assertServedAndConsistent(machine, seen));
  assert.equal(changed.length, ending === 'resume' ? 11 : 0, `${seen}: ${changed.join(', ')}`);
  return { seen, cameUp, status: msg, seconds };
}

/** What the journal's last line is on the disk of the machine that is off. */
async function powerCutWhileRenewing({ lines, laterMs }: Moment): Promise<string> {
  const run = beginRun(controlPlane(), ...renewal);
  // When this run is quicker than the one the moment was drawn from, the end of the same step will do.
  const isNow = ({ at }: JournalLine) => Date.now() >= at + laterMs;
  await run.reached((journal) => journal.length > lines || journal.slice(lines - 1).some(isNow));
  await controlPlane().powerCut();
  await run.process.ended;
  const last = run.journal().at(-1);
  return `${last?.step ?? ''} ${last?.event ?? ''}`;
}
