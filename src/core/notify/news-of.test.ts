import assert from 'node:assert/strict';
import { test } from 'node:test';
import { failedRun } from '../../../test/node-reports.ts';
import { finding, leaf, NOW, seenNode } from '../../../test/overviews.ts';
import { DAY } from '../instant.ts';
import type { NodeFacts, NodeOverview } from '../overview/overview.ts';
import type { Message } from './message.ts';
import { newsOf, newsOfFailure } from './news-of.ts';
import { nothingSaid, type Said } from './said.ts';

type Look = Partial<NodeFacts> | 'silent' | 'failed';

const warning = finding('apiserver');
const other = finding('etcd-server');
const critical = finding('apiserver', { severity: 'critical' });
const expired = finding('apiserver', { severity: 'critical', code: 'expired' });
const stale = finding('apiserver', { severity: 'critical', code: 'stale' });
const notServed = finding('kube-apiserver', { severity: 'critical', code: 'not-served' });
const unreadable = finding('apiserver', { severity: 'unknown', code: 'unreadable' });
const hint = finding('apiserver', { severity: 'info', code: 'renewal-due' });
const renewal = { run: 'run-2', endedAt: NOW };
const restart = { id: 'run-3', intent: 'restart', state: 'complete', endedAt: NOW } as const;

const sequences: readonly {
  readonly about: string;
  readonly looks: readonly Look[];
  readonly said: readonly string[];
}[] = [
  { about: 'all is well', looks: [{}, {}], said: ['', ''] },
  { about: 'a hint', looks: [{ findings: [hint] }], said: [''] },
  {
    about: 'a problem that stays is told once, and its end',
    looks: [{ findings: [warning] }, { findings: [warning] }, {}, {}],
    said: ['problem warning', '', 'resolved info', ''],
  },
  {
    about: 'worse is told, better is not',
    looks: [{ findings: [warning] }, { findings: [critical] }, { findings: [warning] }, { findings: [critical] }],
    said: ['problem warning', 'worse critical', '', 'worse critical'],
  },
  {
    about: 'one more of the same is told, one less is not',
    looks: [
      { findings: [warning] },
      { findings: [warning, other] },
      { findings: [other] },
      { findings: [warning, other] },
    ],
    said: ['problem warning', 'worse warning', '', 'worse warning'],
  },
  {
    about: 'what was ending and has ended is worse, not over; and over when it is renewed',
    looks: [{ findings: [critical] }, { findings: [expired] }, { findings: [expired] }, {}],
    said: ['problem critical', 'worse critical', '', 'resolved info'],
  },
  {
    about: 'each that has ended is told, whatever else is ending',
    looks: [
      { findings: [expired, other] },
      { findings: [expired, { ...expired, subject: 'etcd-server' }] },
      { findings: [other] },
    ],
    said: ['problem critical', 'worse critical', ''],
  },
  {
    about: 'an authority that was ending and has ended is worse, not over',
    looks: [
      { findings: [finding('ca', { severity: 'critical', code: 'authority-expiring' })] },
      { findings: [finding('ca', { severity: 'critical', code: 'authority-expired' })] },
    ],
    said: ['problem critical', 'worse critical'],
  },
  {
    about: 'many of one kind are one message',
    looks: [{ findings: [warning, other, finding('admin.conf')] }],
    said: ['problem warning'],
  },
  {
    about: 'what comes back is told again',
    looks: [{ findings: [warning] }, {}, { findings: [warning] }],
    said: ['problem warning', 'resolved info', 'problem warning'],
  },
  {
    about: 'a look that failed is told once, and ends nothing',
    looks: [{ findings: [warning] }, 'failed', 'failed', { findings: [warning] }],
    said: ['problem warning', 'problem critical', '', 'resolved info'],
  },
  {
    about: 'a node that is silent is told once, and ends nothing',
    looks: [{ findings: [warning] }, 'silent', 'silent', { findings: [warning] }],
    said: ['problem warning', 'problem warning', '', 'resolved info'],
  },
  {
    about: 'what a port served is not over when the port serves nothing any more',
    looks: [{ findings: [stale] }, { findings: [notServed] }, { findings: [stale] }, {}],
    said: ['problem critical', 'problem critical', 'resolved info', 'resolved info'],
  },
  {
    about: 'what a file held is not over when the file cannot be read',
    looks: [{ findings: [warning] }, { findings: [unreadable] }, { findings: [unreadable] }, {}],
    said: ['problem warning', 'problem unknown', '', 'resolved info, resolved info'],
  },
  {
    about: 'that nothing answers is not over when nobody can see whether it runs',
    looks: [{ findings: [notServed] }, { findings: [{ ...unreadable, subject: 'containers' }] }],
    said: ['problem critical', 'problem unknown'],
  },
  {
    about: 'what was found without a source ends without it',
    looks: [{ findings: [warning, notServed] }, { findings: [warning, notServed] }, { findings: [notServed] }],
    said: ['problem warning, problem critical', '', 'resolved info'],
  },
  {
    about: 'what a source was once seen with does not end without it',
    looks: [
      { findings: [other, unreadable] },
      { findings: [warning, other] },
      { findings: [other, unreadable] },
      { findings: [unreadable] },
    ],
    said: ['problem warning, problem unknown', 'worse warning, resolved info', 'problem unknown', ''],
  },
  {
    about: 'that looks and runs failed is over when they do not, whatever cannot be seen',
    looks: ['failed', { failed: failedRun }, { findings: [unreadable] }],
    said: ['problem critical', 'problem critical, resolved info', 'problem unknown, resolved info'],
  },
  {
    about: 'a run that failed is told until one succeeds',
    looks: [{ failed: failedRun }, { failed: failedRun }, { lastRenewal: renewal }],
    said: ['problem critical', '', 'resolved info, renewed info'],
  },
  {
    about: 'a renewal is told once',
    looks: [{ lastRenewal: renewal }, { lastRenewal: renewal }],
    said: ['renewed info', ''],
  },
  {
    about: 'a renewal is told whatever was run since',
    looks: [{}, { lastRenewal: renewal, lastRun: restart }],
    said: ['', 'renewed info'],
  },
  {
    about: 'the first renewal is told however long ago the look before was',
    looks: [{}, { lastRenewal: { ...renewal, endedAt: NOW - 20 * DAY } }],
    said: ['', 'renewed info'],
  },
  {
    about: 'when a renewal is undone the one before it is no news',
    looks: [{ lastRenewal: renewal }, { lastRenewal: { ...renewal, run: 'run-1' } }, { lastRenewal: renewal }],
    said: ['renewed info', '', ''],
  },
  {
    about: 'a renewal of last month is no news to who begins to listen',
    looks: [{ lastRenewal: { ...renewal, endedAt: NOW - 30 * DAY } }],
    said: [''],
  },
];

for (const { about, looks, said } of sequences) {
  test(`messages: ${about}`, () => assert.deepEqual(played(looks).map(short), said));
}

function played(looks: readonly Look[]): readonly (readonly Message[])[] {
  let said: Said = nothingSaid;
  return looks.map((look, index) => {
    const at = NOW + index * 1000;
    const news =
      look === 'failed'
        ? newsOfFailure({ node: 'cp-1' }, 'the configuration cannot be read', at, said)
        : newsOf({ takenAt: at, nodes: [nodeOf(look)] }, said, 'never');
    // As it is between two looks: a file.
    said = JSON.parse(JSON.stringify(news.said)) as Said;
    return news.messages;
  });
}

const nodeOf = (look: Exclude<Look, 'failed'>): NodeOverview =>
  look === 'silent' ? { node: 'cp-1', seen: { kind: 'silent' } } : seenNode('cp-1', look);

const short = (messages: readonly Message[]): string =>
  messages.map(({ kind, severity }) => `${kind} ${severity}`).join(', ');

test('a problem and its end have one key, and every message an id of its own', () => {
  const messages = played([{ findings: [warning] }, { findings: [critical] }, {}]).flat();
  assert.deepEqual([messages.length, new Set(messages.map(({ key }) => key)).size], [3, 1]);
  assert.equal(new Set(messages.map(({ id }) => id)).size, 3);
});

test('what has ended is told by its name, with those alone that have ended; its key is that of what was ending', () => {
  const messages = played([{ findings: [critical, other] }, { findings: [expired, other] }, {}]).flat();
  assert.deepEqual(
    messages.map(({ title, code }) => [title, code]),
    [
      ['critical: expiring on cp-1: apiserver, etcd-server', 'expiring'],
      ['critical: expired on cp-1: apiserver', 'expired'],
      ['resolved: expired on cp-1: apiserver, etcd-server', 'expired'],
    ],
  );
  assert.equal(new Set(messages.map(({ key }) => key)).size, 1);
  assert.equal(messages[1]?.lines.length, 2);
});

test('a notebook that has what has ended beside what is ending ends it under its own key, with the rest', () => {
  const problem = { severity: 'critical', subjects: ['apiserver'], since: NOW - DAY } as const;
  const before: Said = { ...nothingSaid, problems: { 'cp-1 expired': problem } };
  const { said } = newsOf({ takenAt: NOW, nodes: [nodeOf({ findings: [expired] })] }, before, 'never');
  const { messages } = newsOf({ takenAt: NOW + DAY, nodes: [nodeOf({})] }, said, 'never');
  assert.deepEqual(messages.map(({ kind, key }) => `${kind} ${key}`).toSorted(), [
    'resolved cp-1 expired',
    'resolved cp-1 expiring',
  ]);
});

test('a digest comes once a week, a week after the beginning, and only where it is asked for', () => {
  const digests = (asked: 'weekly' | 'never'): readonly number[] => {
    let said: Said = nothingSaid;
    return Array.from({ length: 16 }, (_, day) => {
      const news = newsOf({ takenAt: NOW + day * DAY, nodes: [seenNode('cp-1')] }, said, asked);
      ({ said } = news);
      return news.messages.filter(({ kind }) => kind === 'digest').length;
    }).flatMap((count, day) => (count > 0 ? [day] : []));
  };
  assert.deepEqual([digests('weekly'), digests('never')], [[7, 14], []]);
});

test('the same problem on two nodes is not one', () => {
  const nodes = ['cp-1', 'cp-2'].map((node) => seenNode(node, { findings: [warning] }));
  const { messages, said } = newsOf({ takenAt: NOW, nodes }, nothingSaid, 'never');
  assert.equal(new Set(messages.map(({ key }) => key)).size, 2);
  assert.deepEqual(newsOf({ takenAt: NOW, nodes }, said, 'never').messages, []);
});

const authority = (fingerprint: string) => leaf('ca', { kind: 'authority', fingerprint });
const lookOf = (certificates: NodeFacts['certificates'], findings = [warning]): Look => ({ certificates, findings });

test('nodes of one name in two clusters share no key, though nobody named the clusters', () => {
  const keys = ['1a2b3c4d5e6f', '9f8e7d6c5b4a'].flatMap((fingerprint) =>
    played([lookOf([authority(fingerprint)]), lookOf([authority(fingerprint)], []), 'failed']).map(
      ([message]) => message?.key,
    ),
  );
  assert.deepEqual(keys, [
    ...['1a2b3c4d cp-1 expiring', '1a2b3c4d cp-1 expiring', '1a2b3c4d cp-1 look-failed'],
    ...['9f8e7d6c cp-1 expiring', '9f8e7d6c cp-1 expiring', '9f8e7d6c cp-1 look-failed'],
  ]);
});

test('a problem keeps its key when the authority is replaced, or cannot be read', () => {
  const messages = played([
    lookOf([authority('1a2b3c4d5e6f')]),
    lookOf([authority('9f8e7d6c5b4a')], [critical]),
    lookOf([], [critical, other]),
    lookOf([authority('9f8e7d6c5b4a')], []),
  ]).flat();
  assert.deepEqual(
    messages.map(({ kind, key }) => `${kind} ${key}`),
    ['problem', 'worse', 'worse', 'resolved'].map((kind) => `${kind} 1a2b3c4d cp-1 expiring`),
  );
});

test('what an older notebook holds is not told again, and ends under the key it was told by', () => {
  const problem = { severity: 'warning', subjects: ['apiserver'], since: NOW - DAY } as const;
  const old: Said = { problems: { 'cp-1 expiring': problem }, runs: { 'cp-1': 'run-2' } };
  const certificates = [authority('1a2b3c4d5e6f')];
  const seen = { certificates, lastRenewal: { ...renewal, run: 'run-1' }, cluster: 'prod' };
  const same = newsOf({ takenAt: NOW, nodes: [seenNode('cp-1', { ...seen, findings: [warning] })] }, old, 'never');
  assert.deepEqual(same.messages, []);
  const { messages } = newsOf({ takenAt: NOW, nodes: [seenNode('cp-1', seen)] }, same.said, 'never');
  assert.deepEqual(
    messages.map(({ kind, key, title }) => [kind, key, title]),
    [['resolved', 'cp-1 expiring', 'resolved: expiring on prod/cp-1: apiserver']],
  );
});
