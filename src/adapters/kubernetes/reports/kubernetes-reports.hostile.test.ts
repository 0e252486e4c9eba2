import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { publishedReport, wellReport } from '../../../../test/node-reports.ts';
import { serveApi, serveTcp } from '../api-server.test-support.ts';
import { configMapAnswers, type KeptConfigMaps } from './config-maps.test-support.ts';
import { kubernetesReports } from './kubernetes-reports.ts';

const name = 'perennial-cp-1';
const labels = { 'app.kubernetes.io/name': 'perennial', 'app.kubernetes.io/component': 'node-report' };

async function subject(t: TestContext) {
  const kept: KeptConfigMaps = { namespace: true, version: 7, objects: new Map() };
  const { port, credentials, server } = await serveApi(t, {});
  server.removeAllListeners('request').on('request', configMapAnswers(kept));
  const own = { host: '127.0.0.1', port };
  const readKubeconfig = async () => credentials;
  const reports = kubernetesReports({ readKubeconfig, endpoints: [own], timeoutMilliseconds: 2000 });
  return { kept, own, readKubeconfig, reports };
}

/** Somebody else writes the report of cp-1. */
function write(kept: KeptConfigMaps, version: string, metadata: object = {}): void {
  kept.version += 1;
  const text = JSON.stringify(wellReport('cp-1', { version }));
  const resourceVersion = String(kept.version);
  kept.objects.set(name, { metadata: { labels, ...metadata, name, resourceVersion }, data: { 'report.json': text } });
}

test('whoever was quicker is not overwritten unseen: the report is made again from what that wrote', async (t) => {
  const { kept, reports } = await subject(t);
  write(kept, 'first');
  kept.beforeWrite = () => {
    delete kept.beforeWrite;
    write(kept, 'quicker');
  };
  const seen: unknown[] = [];
  await reports.publish('cp-1', (previous) => {
    seen.push(previous?.version);
    return wellReport('cp-1');
  });
  assert.deepEqual(seen, ['first', 'quicker']);
  assert.deepEqual(await reports.all(), [publishedReport('cp-1')]);
});

test('a report that was deleted meanwhile is made anew', async (t) => {
  const { kept, reports } = await subject(t);
  write(kept, 'first');
  kept.beforeWrite = () => void (delete kept.beforeWrite, kept.objects.delete(name));
  await reports.publish('cp-1', () => wellReport('cp-1'));
  assert.deepEqual(await reports.all(), [publishedReport('cp-1')]);
});

test('with somebody who always writes in between it ends, and says so', async (t) => {
  const { kept, reports } = await subject(t);
  write(kept, '0');
  kept.beforeWrite = () => write(kept, String(kept.version));
  await assert.rejects(
    reports.publish('cp-1', () => wellReport('cp-1')),
    { code: 'api-unavailable', message: /somebody else writes the report of cp-1 all the time/ },
  );
});

test('a namespace that somebody else makes in the same moment will do', async (t) => {
  const { kept, reports } = await subject(t);
  kept.namespace = false;
  let writes = 0;
  kept.beforeWrite = () => {
    writes += 1;
    if (writes === 2) kept.namespace = true;
  };
  await reports.publish('cp-1', () => wellReport('cp-1'));
  assert.deepEqual(await reports.all(), [publishedReport('cp-1')]);
});

test('labels and annotations that others added stay, and ours come back', async (t) => {
  const { kept, reports } = await subject(t);
  write(kept, '1', { labels: { team: 'blue' }, annotations: { note: 'mine' } });
  assert.deepEqual(await reports.all(), []);
  await reports.publish('cp-1', () => wellReport('cp-1'));
  const metadata = kept.objects.get(name)?.metadata;
  assert.deepEqual([metadata?.['labels'], metadata?.['annotations']], [{ team: 'blue', ...labels }, { note: 'mine' }]);
  assert.deepEqual(await reports.all(), [publishedReport('cp-1')]);
});

test('what is in the namespace and no report is left alone', async (t) => {
  const { kept, reports } = await subject(t);
  kept.objects.set('other', { metadata: { name: 'other', labels }, data: {} });
  assert.deepEqual(await reports.all(), []);
});

for (const [about, answer] of [
  ['a refusal', [403, { kind: 'Status', message: 'configmaps is forbidden' }]],
  ['a namespace that is going away', [403, { kind: 'Status', message: 'because it is being terminated' }]],
  ['what is no JSON', [200, '<html>']],
  ['a server in trouble', [500, 'internal error']],
] as const) {
  test(`${about} is said, for reading and for writing`, async (t) => {
    const { kept, reports } = await subject(t);
    kept.once = answer;
    await assert.rejects(reports.all(), { code: 'api-unavailable' });
    kept.once = answer;
    await assert.rejects(
      reports.publish('cp-1', () => wellReport('cp-1')),
      { code: 'api-unavailable' },
    );
  });
}

test('while the own API server does not answer, another one takes the report', async (t) => {
  const { own, readKubeconfig, reports } = await subject(t);
  const dead = await serveTcp(t, (peer) => peer.destroy());
  const endpoints = [{ host: '127.0.0.1', port: dead }, own];
  const others = kubernetesReports({ readKubeconfig, endpoints, timeoutMilliseconds: 2000 });
  await others.publish('cp-1', () => wellReport('cp-1'));
  assert.deepEqual(await reports.all(), [publishedReport('cp-1')]);
});
