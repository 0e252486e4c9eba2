import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { startedChromium, visit } from '../browser/chromium.ts';
import { beginRun } from './begun-run.ts';
import { forwardedPort } from './lab/forwarded-port.ts';
import { waitUntil } from './lab/wait-until.ts';
import { perennial, startPerennial } from './perennial.ts';
import { heardFrom } from './served-events.ts';
import { assertServedAndConsistent, changedNames, checked, type Serials } from './served-and-consistent.ts';
import { testControlPlane } from './test-control-plane.ts';

// The page while something happens: a real control plane, the real server on it, and a browser that comes through a tunnel.
const controlPlane = testControlPlane({ name: 'serve-live', address: '10.78.0.160' });
const names = ['apiserver', 'controller-manager.conf', 'etcd-server', 'scheduler.conf'];
const renewal = ['renew', ...names, '--yes'];
const SOON = 60_000;
/** Steps after which a run is in its middle. */
const SOME = 6;

test('who watches a renewal hears of its steps, its witness and its end, and of other nodes by their reports', async (t) => {
  const machine = controlPlane();
  const before = await assertServedAndConsistent(machine, 'before');
  const [node, cluster] = [await served(t, 9790), await served(t, 9791, '--cluster')];
  const [ofNode, ofCluster] = [await heardFrom(node), await heardFrom(cluster)];
  t.after(() => [ofNode, ofCluster].forEach(({ leave }) => leave()));
  const run = beginRun(machine, ...renewal);
  assert.equal((await run.process.ended).status, 0, run.said());
  const last = await waitUntil(() => ofNode.runs.find(({ state }) => state === 'complete'), soon('the end of the run'));
  const under = ofNode.runs.filter(({ state }) => state === 'open');
  assert(under.length > 5, `${String(under.length)} sights of a run under way`);
  const done = ofNode.runs.map((one) => one.done);
  assert.deepEqual(
    done,
    done.toSorted((one, other) => one - other),
  );
  assert.equal(last.done, last.of);
  const statuses = new Set(
    under.flatMap(({ stages }) => stages.flatMap(({ steps }) => steps.map((one) => one.status))),
  );
  assert.deepEqual([...statuses].toSorted(), ['done', 'pending', 'started']);
  assert((last.witness?.requests ?? 0) > 0, 'the witness asked');
  assert.deepEqual([last.witness?.failures, last.gaps], [0, []]);
  const overview = await waitUntil(
    () => ofNode.overviews.find((one) => changedIn(one, before).length === names.length),
    soon('the new certificates'),
  );
  assert.deepEqual(changedIn(overview, before), names.toSorted());
  assert.deepEqual(
    changedNames(before, await assertServedAndConsistent(machine, 'after')).toSorted(),
    names.toSorted(),
  );
  const reported = await waitUntil(
    () => ofCluster.overviews.flatMap(({ nodes }) => nodes).find((one) => lastRunOf(one)?.id === last.id),
    soon('the report of the node'),
  );
  assert.deepEqual([reported.node, lastRunOf(reported)?.state], [machine.name, 'complete']);
});

test('a renewal that was killed is offered to be finished or undone, until it is', async (t) => {
  const machine = controlPlane();
  const address = await served(t, 9790);
  const browser = await startedChromium();
  t.after(() => browser.close());
  const { page } = await visit(t, browser, address);
  const run = beginRun(machine, ...renewal);
  await run.reached((journal) => journal.filter(({ event }) => event === 'done').length >= SOME);
  await page.getByRole('region', { name: /^Run \S+-renew$/ }).waitFor({ timeout: SOON });
  run.process.kill('SIGKILL');
  await run.process.ended;
  const [id = ''] = (await checked(machine)).openRuns;
  const shown = page.getByRole('region', { name: `Run ${id}` });
  await shown.getByText(`perennial resume ${id}`, { exact: true }).waitFor({ timeout: SOON });
  await shown.getByText(`perennial rollback ${id}`, { exact: true }).waitFor({ timeout: SOON });
  await page.reload();
  await shown.getByText(`perennial resume ${id}`, { exact: true }).waitFor({ timeout: SOON });
  const mended = await perennial(machine, 'resume', '--yes');
  assert.equal(mended.status, 0, mended.stderr);
  await shown.getByText(/^complete · /).waitFor({ timeout: SOON });
  assert.equal(await shown.getByText(`perennial resume ${id}`).count(), 0);
  await assertServedAndConsistent(machine, 'after');
});

const soon = (what: string) => ({ what, deadlineMs: SOON });

/** `perennial serve` on the machine, as this host reaches it; ended with the test. */
async function served(t: TestContext, port: number, ...words: readonly string[]): Promise<string> {
  const machine = controlPlane();
  const server = startPerennial(machine, 'serve', '--listen', `127.0.0.1:${String(port)}`, ...words);
  server.stderr.resume();
  const tunnel = await forwardedPort(machine, port);
  t.after(async () => {
    tunnel.close();
    server.kill('SIGTERM');
    await server.ended;
  });
  const address = `http://127.0.0.1:${String(tunnel.port)}/`;
  await waitUntil(async () => (await fetch(`${address}readyz`)).ok || undefined, soon('the first look'));
  return address;
}

type Overviews = Awaited<ReturnType<typeof heardFrom>>['overviews'];

function changedIn({ nodes }: Overviews[number], before: Serials): readonly string[] {
  const certificates = nodes.flatMap(({ seen }) => (seen.kind === 'seen' ? seen.certificates : []));
  const isOther = ({ name, serial }: (typeof certificates)[number]) =>
    before[name] !== undefined && serial !== undefined && before[name] !== serial;
  return certificates
    .filter(isOther)
    .map(({ name }) => name)
    .toSorted();
}

const lastRunOf = ({ seen }: Overviews[number]['nodes'][number]) => (seen.kind === 'seen' ? seen.lastRun : undefined);
