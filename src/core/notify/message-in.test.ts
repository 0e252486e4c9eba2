import assert from 'node:assert/strict';
import { test } from 'node:test';
import { failedRun } from '../../../test/node-reports.ts';
import { finding, leaf, NOW, seenNode } from '../../../test/overviews.ts';
import { DAY } from '../instant.ts';
import { translated } from '../language/translated.ts';
import type { NodeOverview } from '../overview/overview.ts';
import { messageIn } from './message-in.ts';
import { newsOf, newsOfFailure } from './news-of.ts';
import { nothingSaid, type Said } from './said.ts';

const ends = finding('apiserver', {
  message: 'ends on 2030-02-04 03:00 UTC, in 20 days; due for renewal since 2030-01-01',
  mend: 'perennial renew apiserver',
});
const before: Said = {
  problems: { 'cp-1 expiring': { severity: 'warning', subjects: ['apiserver'], since: NOW - 3 * DAY } },
  runs: { 'cp-1': 'run-1' },
  digestAt: NOW - 8 * DAY,
};
const lastRenewal = { run: 'run-2', endedAt: NOW };
const unreadable: NodeOverview = { node: 'cp-1', seen: { kind: 'unreadable', detail: 'it is no JSON' } };

const spoken: readonly {
  readonly about: string;
  readonly node: NodeOverview;
  readonly said?: Said;
  readonly digest?: 'weekly';
  readonly title: string;
  readonly lines: readonly string[];
}[] = [
  {
    about: 'a problem, whose reason has a semicolon of its own',
    node: seenNode('cp-1', { findings: [{ ...ends, severity: 'warning' }] }),
    title: '警告：cp-1 出現 expiring：apiserver',
    lines: [
      'apiserver: 將於 2030-02-04 03:00 UTC 到期（還有 20 天）；自 2030-01-01 起即應更新；perennial renew apiserver',
    ],
  },
  {
    about: 'a problem of a cluster that has a name',
    node: seenNode('cp-1', { cluster: 'prod', findings: [{ ...ends, severity: 'critical' }] }),
    title: '嚴重：prod/cp-1 出現 expiring：apiserver',
    lines: [
      'apiserver: 將於 2030-02-04 03:00 UTC 到期（還有 20 天）；自 2030-01-01 起即應更新；perennial renew apiserver',
    ],
  },
  {
    about: 'a node that is silent',
    node: { node: 'cp-1', seen: { kind: 'silent' } },
    title: '警告：cp-1 出現 node-silent：cp-1',
    lines: ['cp-1: 尚未回報'],
  },
  {
    about: 'a report that cannot be read',
    node: unreadable,
    title: '未知：cp-1 出現 report-unreadable：cp-1',
    lines: ['cp-1: 不是 JSON'],
  },
  {
    about: 'a run that failed',
    node: seenNode('cp-1', { failed: { ...failedRun, id: 'run-2', reason: 'nobody was asked' } }),
    title: '嚴重：cp-1 出現 run-failed：run-2',
    lines: ['run-2: 已復原：未詢問任何人'],
  },
  {
    about: 'the end of a problem',
    node: seenNode('cp-1'),
    said: { ...before, digestAt: NOW },
    title: '已解除：cp-1 的 expiring：apiserver',
    lines: ['持續了 3 天'],
  },
  {
    about: 'a renewal',
    node: seenNode('cp-1', { lastRenewal }),
    said: { ...before, problems: {} },
    title: '已更新：cp-1 的憑證',
    lines: ['執行作業 run-2 已完成並證實'],
  },
  {
    about: 'a week',
    node: seenNode('cp-1', {
      certificates: [leaf('apiserver'), leaf('admin.conf', { expiresAt: NOW - 2 * DAY })],
    }),
    said: { ...before, problems: {} },
    digest: 'weekly',
    title: '每週摘要：cp-1 一切正常',
    lines: [
      'cp-1: 一切正常',
      'cp-1 上的 admin.conf 已於 2030-01-13 03:00 UTC 到期（2 天前）',
      'cp-1 上的 apiserver 將於 2030-11-11 03:00 UTC 到期（還有 300 天）',
    ],
  },
];

for (const { about, node, said = nothingSaid, digest = 'never', title, lines } of spoken) {
  test(`${about} is told in Chinese`, () => {
    const [message] = newsOf({ takenAt: NOW, nodes: [node] }, said, digest).messages;
    assert.ok(message !== undefined);
    const told = messageIn((text) => translated(text, 'zh-Hant'), message);
    assert.deepEqual([told.title, told.lines], [title, lines]);
    assert.deepEqual({ ...told, title: '', lines: [] }, { ...message, title: '', lines: [] });
  });
}

test('a look that failed is told in Chinese with its reason', () => {
  const why = 'cannot read /etc/kubernetes/pki/ca.crt: permission denied';
  const [message] = newsOfFailure({ node: 'cp-1' }, why, NOW, nothingSaid).messages;
  assert.ok(message !== undefined);
  const { title, lines } = messageIn((text) => translated(text, 'zh-Hant'), message);
  assert.deepEqual(
    [title, lines],
    ['嚴重：cp-1 出現 look-failed：cp-1', ['無法讀取 /etc/kubernetes/pki/ca.crt：權限不足']],
  );
});

test('what a run that failed recorded is told, whatever it is', () => {
  const [message] = newsOf(
    { takenAt: NOW, nodes: [seenNode('cp-1', { failed: failedRun })] },
    nothingSaid,
    'never',
  ).messages;
  const told = message && messageIn((text) => translated(text, 'zh-Hant'), message);
  assert.match(told?.title ?? '', /^嚴重：cp-1 出現 run-failed/);
});
