import assert from 'node:assert/strict';
import { setTimeout as pause } from 'node:timers/promises';
import { test } from 'node:test';
import { hammeredWhile, type HammerReport, type LoopReport, replacedServerPair } from './etcd-handshakes.ts';
import { fileSerial } from './openssl.ts';
import { publish } from './results.ts';
import { testControlPlane } from './test-control-plane.ts';

const controlPlane = testControlPlane({ name: 'etcd-load', address: '10.78.0.33' });

const TIMES = 1000;

/** What etcd answers who meets a key and a certificate that do not match. */
const unmatched = 'ERR_SSL_TLSV1_ALERT_INTERNAL_ERROR';

const figures: Record<string, unknown> = {};

test('etcd fails no handshake while nothing is replaced', async () => {
  const report = await hammeredWhile(controlPlane(), () => pause(5000));
  figures['nothing replaced'] = report;
  assert.ok(report.handshakes > 0);
  assert.deepEqual(report.failures, {});
});

test(`etcd fails no handshake while its certificate is replaced ${String(TIMES)} times and its key stays`, async () => {
  const { load } = await measured('reuse key');
  assert.deepEqual(load.failures, {});
});

test(`etcd fails few handshakes, all for one reason, while certificate and key are replaced ${String(TIMES)} times`, async () => {
  const { load } = await measured('new key');
  const { [unmatched]: between = 0, ...others } = load.failures;
  assert.deepEqual(others, {});
  assert.ok(between < load.handshakes / 20, `${String(between)} of ${String(load.handshakes)} handshakes failed`);
});

test('figures of all three', () => {
  assert.deepEqual(Object.keys(figures), ['nothing replaced', 'reuse key', 'new key']);
  publish('etcd-handshakes', figures);
});

async function measured(policy: 'new key' | 'reuse key') {
  const machine = controlPlane();
  const path = '/etc/kubernetes/pki/etcd/server.crt';
  const before = await fileSerial(machine, path);
  let loop: LoopReport | undefined;
  const load = await hammeredWhile(machine, async () => {
    loop = await replacedServerPair(machine, { policy, times: TIMES });
  });
  assert.ok(loop);
  figures[policy] = { ...load, ...replacementFigures(load, loop) };
  assert.equal(loop.replacements, TIMES);
  assert.equal(load.certificatesSeen, 3, 'the first certificate and both successors were presented');
  assert.equal(await fileSerial(machine, path), before, 'the first pair is back');
  return { load, loop };
}

/** An estimate: how long an unmatched pair would have to last, for evenly spread handshakes to fall into it as often as they did. */
function replacementFigures(load: HammerReport, loop: LoopReport) {
  const perSecond = load.handshakes / load.seconds;
  return {
    handshakesPerSecond: Math.round(perSecond),
    replacements: loop.replacements,
    replacementMedianMs: loop.medianMs,
    failuresPerReplacement: load.failed / loop.replacements,
    unmatchedMeanMs: Math.round((load.failed / loop.replacements / perSecond) * 1e6) / 1e3,
  };
}
