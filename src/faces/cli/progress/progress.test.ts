import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Install, Stage } from '../../../core/plan/plan.ts';
import type { News } from '../../../ports/news.ts';
import { plainStyle } from '../../report/style.ts';
import { liveProgress } from './live-progress.ts';
import { plainProgress } from './plain-progress.ts';

const step: Install = {
  kind: 'install',
  id: '1.1',
  files: [{ path: '/etc/kubernetes/admin.conf', was: { kind: 'absent' }, becomes: { kind: 'made', as: 'admin.conf' } }],
};
const stage: Stage = { name: 'kubeconfigs: admin.conf', steps: [step] };

const run: readonly News[] = [
  { kind: 'turn-awaited', why: 'cp-2\u001b[2J goes first' },
  { kind: 'uncoordinated', why: '--offline was asked for' },
  { kind: 'stage', stage, number: 1, of: 2 },
  { kind: 'step-started', step },
  { kind: 'waiting', step, why: 'the kubelet waits 10 s before it starts it again' },
  { kind: 'waiting', step, why: 'the kubelet waits 10 s before it starts it again' },
  { kind: 'witness', requests: 7, failures: 0 },
  { kind: 'api-gap', milliseconds: 1240, failures: 36 },
  { kind: 'step-done', step, facts: { serial: '1F' }, already: false },
  { kind: 'stage', stage, number: 2, of: 2 },
  { kind: 'step-failed', step, reason: 'no \u001b[31mroom' },
  { kind: 'rolling-back', reason: 'no room' },
];

function shown(news: readonly News[], live: boolean, verbose = false): string {
  const said: string[] = [];
  const screen = { isTerminal: live, columns: 60, write: (text: string) => void said.push(text) };
  const progress = live ? liveProgress(screen, plainStyle) : plainProgress(screen, plainStyle, verbose);
  for (const one of news) progress.tell(one);
  progress.end();
  return said.join('');
}

test('a log gets a line for each stage, each proof, each reason to wait and each failure', () => {
  assert.equal(
    shown(run, false),
    `waiting for the turn of this node: cp-2\\x1b[2J goes first
nothing sees to it that one control plane is changed at a time (--offline was asked for): if there are other control planes, change none of them until this has ended
[1/2] kubeconfigs: admin.conf
      waiting: the kubelet waits 10 s before it starts it again
      the API server did not answer for 1.2 s: 36 requests failed
      install /etc/kubernetes/admin.conf
[2/2] kubeconfigs: admin.conf
      failed install /etc/kubernetes/admin.conf: no \\x1b[31mroom
rolling back: no room
`,
  );
});

test('under -v every step is begun with a line of its own', () => {
  assert.match(shown(run, false, true), / {6}1\.1 install \/etc\/kubernetes\/admin\.conf\n/);
});

test('at a terminal what is finished or failed stays, and one line moves below it', () => {
  const kept = shown(run, true)
    .split('\n')
    .map((line) => line.split('\r\u001b[K').at(-1) ?? '');
  assert.match(kept[0] ?? '', /^waiting for the turn of this node: cp-2/);
  assert.match(kept[1] ?? '', /^nothing sees to it .*--offline/);
  assert.equal(kept[2], 'the API server did not answer for 1.2 s: 36 requests failed');
  assert.match(kept[3] ?? '', /^\[1\/2\] kubeconfigs: admin\.conf {2}0\.\d s$/);
  assert.equal(kept[4], 'failed install /etc/kubernetes/admin.conf: no \\x1b[31mroom');
  assert.equal(kept[5], 'rolling back: no room');
});

test('the moving line never wraps', () => {
  const drawn = shown(run, true)
    .split(/[\r\n]/)
    .filter((line) => line.startsWith('\u001b[K'));
  const moving = drawn.filter((line) => line.includes('install') && !line.includes('failed'));
  assert.ok(moving.length > 0);
  for (const line of moving) assert.ok(line.replace('\u001b[K', '').length < 60, line);
});

test('at a terminal the moving line counts the requests to the API server', () => {
  const drawn = shown(run.slice(0, 7), true).split('\r\u001b[K');
  assert.ok(drawn.some((line) => line.endsWith('  API 7 requests, 0 failed')));
});

test('a short time without answers is told in milliseconds, and one request is one', () => {
  const said = shown([{ kind: 'api-gap', milliseconds: 48, failures: 1 }], false);
  assert.equal(said, '      the API server did not answer for 48 ms: 1 request failed\n');
});
