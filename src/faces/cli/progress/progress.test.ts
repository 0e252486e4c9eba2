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
  { kind: 'step-started', step, number: 1, of: 1 },
  { kind: 'waiting', step, why: 'the kubelet waits 10 s before it starts it again' },
  { kind: 'waiting', step, why: 'the kubelet waits 10 s before it starts it again' },
  { kind: 'witness', requests: 7, failures: 0 },
  { kind: 'api-gap', milliseconds: 1240, failures: 36 },
  { kind: 'step-done', step, facts: { serial: '1F' }, already: false },
  { kind: 'stage', stage, number: 2, of: 2 },
  { kind: 'step-failed', step, reason: 'no \u001b[31mroom' },
  { kind: 'rolling-back', reason: 'no room' },
  { kind: 'still-refused', port: 6443, why: 'the rules cannot be listed' },
];

function shown(news: readonly News[], live: boolean, verbose = false): string {
  const said: string[] = [];
  const screen = { isTerminal: live, columns: 60, write: (text: string) => void said.push(text) };
  const progress = live
    ? liveProgress(screen, plainStyle)
    : plainProgress(screen, plainStyle, { details: verbose, signs: true });
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
port 6443 may still refuse new connections from outside (the rules cannot be listed): perennial resume opens it, also where no run is open
`,
  );
});

test('under -v every step is begun with a line of its own that says which of how many it is', () => {
  assert.match(shown(run, false, true), / {6}1\.1 install \/etc\/kubernetes\/admin\.conf \(1\/1\)\n/);
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
  assert.match(kept[6] ?? '', /^port 6443 may still refuse .*perennial resume/);
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

test('at a terminal the moving line says which step of how many is under way', () => {
  const drawn = shown(run.slice(2, 4), true).split('\r\u001b[K');
  assert.match(drawn[2] ?? '', /^\[1\/2\] kubeconfigs: admin\.conf: 1\/1 install /);
});

/** What the line that moves shows after each of these, told so many seconds after the first. */
function drawnAt(told: readonly (readonly [second: number, news: News])[], columns = 200): readonly string[] {
  let second = 0;
  let line = '';
  const write = (text: string) => void (line = text.split('\r\u001b[K').at(-1) ?? '');
  const progress = liveProgress({ isTerminal: true, columns, write }, plainStyle, () => second * 1000);
  const lines = told.map(([at, news]) => {
    second = at;
    progress.tell(news);
    return line;
  });
  progress.end();
  return lines;
}

const counts: News = { kind: 'witness', requests: 1, failures: 0 };
const until = 90_000;

const waits: readonly (readonly [string, News, readonly string[]])[] = [
  [
    'a grace period',
    { kind: 'time-given', step, to: 'etcd has time to end by itself', until },
    ['etcd has time to end by itself (at most 90 seconds more)', '(at most 20 seconds more)'],
  ],
  [
    'what a step waits for',
    { kind: 'waiting', step, why: 'etcd does not answer /health yet', until },
    ['waiting: etcd does not answer /health yet (at most 90 seconds more)', '(at most 20 seconds more)'],
  ],
  [
    'a turn, and the time for which another node is watched',
    { kind: 'turn-awaited', why: 'cp-2 was renewed a moment ago', until },
    [
      'waiting for the turn of this node: cp-2 was renewed a moment ago (at most 90 seconds more)',
      '(at most 20 seconds more)',
    ],
  ],
  ['the next look of an agent', { kind: 'resting', until }, ['next look in 90 seconds', 'next look in 20 seconds']],
];

for (const [about, news, [first = '', later = '']] of waits) {
  test(`at a terminal the time left of ${about} is counted down whenever the line is drawn`, () => {
    const [atFirst = '', then = '', over = ''] = drawnAt([
      [0, news],
      [70, counts],
      [200, counts],
    ]);
    assert.ok(atFirst.includes(first), atFirst);
    assert.ok(then.includes(later), then);
    assert.doesNotMatch(over, /more\)/);
  });
}

test('a log has the time that something was given only under -v, and never the pause of an agent', () => {
  const told: readonly News[] = [
    { kind: 'time-given', step, to: 'etcd has time to end by itself', until: 0 },
    { kind: 'resting', until: 0 },
  ];
  assert.equal(shown(told, false), '');
  assert.equal(shown(told, false, true), '      etcd has time to end by itself\n');
});

test('a look is shown while it goes on, the one inside of it before it, and leaves nothing', () => {
  const [outer, inner]: readonly News[] = [
    { kind: 'looking', at: 'cp-1' },
    { kind: 'looking', at: 'the other nodes' },
  ];
  const over = (at: string): News => ({ kind: 'looked', at });
  const drawn = drawnAt([
    [0, outer as News],
    [1, inner as News],
    [2, over('the other nodes')],
    [3, over('cp-1')],
  ]);
  const shownThen = drawn.map((line) => line.replace(/ \d+\.\d s$/, ''));
  assert.deepEqual(shownThen, ['looking at cp-1', 'looking at the other nodes', 'looking at cp-1', '']);
});

test('a log is told once that the node is looked at', () => {
  const look: readonly News[] = [
    { kind: 'looking', at: 'cp-1' },
    { kind: 'looked', at: 'cp-1' },
  ];
  assert.equal(shown([...look, ...look], false), 'looking at cp-1\n');
});

test('what stays on the screen is said in the words of the log', () => {
  const log = shown(run, false, true).split('\n');
  const kept = shown(run, true)
    .split('\n')
    .map((line) => (line.split('\r\u001b[K').at(-1) ?? '').replace(/ {2}\d\.\d s$/, ''))
    .map((line) => line.replace(/ \(at most .* more\)$/, ''));
  for (const line of kept) assert.ok(log.includes(line) || log.includes(`      ${line}`), line);
});

test('a log has no control character, whatever is told', () => {
  assert.doesNotMatch(shown(run, false, true), /[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/);
});
