import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { scriptedTerminal } from '../../../../test/transcripts/scripted-terminal.ts';
import { DAY } from '../../../core/instant.ts';
import { main } from '../../../main.ts';
import { writeControlPlane } from '../../../sandbox/folder/write.ts';

const cases = [
  { config: '', lang: [], locale: 'C', says: /SUMMARY:Ends/ },
  { config: '', lang: [], locale: 'zh_TW.UTF-8', says: /SUMMARY:到期/ },
  { config: 'language: zh-Hant', lang: [], locale: 'C', says: /SUMMARY:到期/ },
  { config: 'language: en', lang: [], locale: 'zh_TW.UTF-8', says: /SUMMARY:Ends/ },
  { config: 'language: zh-Hant', lang: ['--lang', 'en'], locale: 'zh_TW.UTF-8', says: /SUMMARY:Ends/ },
] as const;

for (const { config, lang, locale, says } of cases) {
  const asked = [config, ...lang, `LANG=${locale}`].filter((word) => word !== '').join(' ');
  test(`a calendar with ${asked} is ${says.source}`, async (t) => {
    const root = await controlPlane(t);
    const file = join(root, 'config.yaml');
    await writeFile(file, config);
    const terminal = { ...scriptedTerminal([], root), environment: { LANG: locale } };
    assert.equal(await main(['calendar', '--root', root, '--config', file, ...lang], { terminal }), 0);
    assert.match(terminal.saidOnOut(), says);
  });
}

async function controlPlane(t: TestContext): Promise<string> {
  const root = await mkdtemp(join(tmpdir(), 'perennial-calendar-'));
  t.after(() => rm(root, { recursive: true }));
  const now = Math.floor(Date.now() / 1000) * 1000;
  const lifetimes = { now, leavesEnd: now + 20 * DAY, leafLifetime: 365 * DAY };
  await writeControlPlane(root, { node: 'cp-1', algorithm: 'ECDSA-P256', ports: PORTS, ...lifetimes });
  return root;
}

/** Nothing listens there, and nothing is asked to. */
const PORTS = {
  apiServer: 6443,
  etcdClient: 2379,
  etcdPeer: 2380,
  etcdMetrics: 2381,
  controllerManager: 10257,
  scheduler: 10259,
  kubelet: 10250,
  kubeletHealth: 10248,
};
