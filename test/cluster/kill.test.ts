import assert from 'node:assert/strict';
import { test } from 'node:test';
import { beginRun } from './begun-run.ts';
import { containerIds } from './containers.ts';
import { startLoad } from './lab/load.ts';
import { perennial, perennialJson } from './perennial.ts';
import { publish } from './results.ts';
import { assertServedAndConsistent, changedNames, type Serials } from './served-and-consistent.ts';
import { testControlPlane } from './test-control-plane.ts';

// A component that is restarted again and again is started later and later, up to five minutes (the kubelet's back-off), and a
// sweep restarts the controller manager with almost every kill. So here the kubelet waits a second at most.
const kubelet = { crashLoopBackOff: { maxContainerRestartPeriod: '1s' } };
const request = { name: 'kill', address: '10.78.0.40', encryptionAlgorithm: 'ECDSA-P256', kubelet };
const controlPlane = testControlPlane(request);

const names = ['admin.conf', 'apiserver', 'controller-manager.conf', 'etcd-server'];
const renewal = ['renew', ...names, '--yes'];

/** Every command that says first what is unfinished, so that it changes nothing. */
const others: readonly (readonly string[])[] = [
  ['check'],
  ['plan', '--all'],
  ['renew', '--all', '--dry-run'],
  ['restart', 'kube-scheduler', '--dry-run'],
  ['apply', '/root/none.json', '--dry-run'],
  ['kubeconfig', '--dry-run'],
];

interface Kill {
  readonly event: 'started' | 'done';
  readonly step: string;
  readonly ending: 'resume' | 'rollback';
  readonly other: readonly string[];
}

/** Killed when a step is begun and when it is done, in turn; finished and undone, in turn, so that each pairs with each. */
function killsFor(steps: readonly string[]): readonly Kill[] {
  return steps.map((step, index) => ({
    step,
    event: index % 2 === 0 ? 'started' : 'done',
    ending: index % 4 === 0 || index % 4 === 3 ? 'resume' : 'rollback',
    other: others[index % others.length] ?? [],
  }));
}

test('killed at every step, a renewal is finished by resume or undone by rollback, and the API server never notices', async (t) => {
  const machine = controlPlane();
  const { plan } = await perennialJson<PlanDocument>(machine, 'renew', ...names, '--dry-run');
  const steps = plan.stages.flatMap((stage) => stage.steps.map(({ id }) => id));
  const containers = await containerIds(machine);
  const load = await startLoad(machine, { newConnectionsPerSecond: 5, longestSeconds: 3600 });
  const cuts: string[] = [];
  for (const kill of killsFor(steps)) {
    const { event, step, ending, other } = kill;
    await t.test(`killed when ${step} was ${event}, ${other[0] ?? ''}, ${ending}`, async () => {
      cuts.push(`${step} ${event}, seen ${await killedAndMended(kill)}, ${ending}`);
    });
  }
  const after = await containerIds(machine);
  const { newConnections, keptConnection, watch } = await load.stop();
  publish('kill-at-every-step', { kills: cuts.length, cuts, load: { newConnections, keptConnection, watch } });
  for (const component of ['kube-apiserver', 'etcd'])
    assert.equal(after.get(component), containers.get(component), component);
  assert.deepEqual([newConnections.failed, keptConnection.failed, watch.cuts], [0, 0, []]);
});

interface PlanDocument {
  readonly plan: { readonly stages: readonly { readonly steps: readonly { readonly id: string }[] }[] };
}

/** What the journal's last line was when the process was gone. */
async function killedAndMended({ event, step, ending, other }: Kill): Promise<string> {
  const machine = controlPlane();
  const before = await assertServedAndConsistent(machine, 'before');
  const run = beginRun(machine, ...renewal);
  await run.reached((journal) => journal.some((line) => line.event === event && line.step === step));
  run.process.kill('SIGKILL');
  await run.process.ended;
  const last = run.journal().at(-1);
  const about = `killed when ${last?.step ?? ''} was ${last?.event ?? ''}, ${ending}`;
  const isOpen = await assertSaidFirst(other);
  if (isOpen) assert.equal((await perennial(machine, ...renewal)).status, 4, 'refused while a run is open');
  const mended = await perennial(machine, ending, '--yes');
  assert.equal(mended.status, 0, `${about}\n${mended.stdout}\n${mended.stderr}`);
  assertEnded(before, await assertServedAndConsistent(machine, about), ending, about);
  return `${last?.step ?? ''} ${last?.event ?? ''}`;
}

/** A run killed after its last line is complete: there is nothing to say. */
async function assertSaidFirst(command: readonly string[]): Promise<boolean> {
  const { msg } = await perennialJson<{ msg: string }>(controlPlane(), 'status');
  const isOpen = msg !== 'no run is unfinished';
  const { stderr } = await perennial(controlPlane(), ...command);
  const [first = ''] = stderr.split('\n');
  if (isOpen) assert.match(first, /the run \S+-renew is unfinished/, `${command.join(' ')}: ${stderr}`);
  return isOpen;
}

function assertEnded(before: Serials, after: Serials, ending: Kill['ending'], about: string): void {
  assert.deepEqual(changedNames(before, after).toSorted(), ending === 'resume' ? names : [], about);
}
