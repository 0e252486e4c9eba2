import { composed } from '../../src/core/notify/compose.ts';
import type { Message } from '../../src/core/notify/message.ts';
import { NOW } from '../overviews.ts';

const placed = { key: '1a2b3c4d cp-1 expiring', at: NOW, cluster: 'prod', node: 'cp-1' } as const;

/** One of each kind, with what each service could take for more than text. */
export const messages: readonly Message[] = [
  composed({
    ...placed,
    kind: 'problem',
    severity: 'warning',
    code: 'expiring',
    title: 'warning: expiring on prod/cp-1: apiserver, <!channel> @everyone [link](https://example.org) *憑證*',
    lines: [
      'apiserver: ends in 20 days; perennial renew apiserver',
      'copy "of" a\\b & <@U1> <https://example.org|link> `code` ||hidden|| {title}',
      'dots.\r\n.\r\nQUIT',
    ],
  }),
  composed({
    ...placed,
    kind: 'worse',
    severity: 'critical',
    code: 'expiring',
    title: 'critical: expiring on prod/cp-1: apiserver, etcd-server',
    lines: Array.from({ length: 22 }, (_, index) => `certificate ${String(index)}: ends in 6 days`),
  }),
  composed({
    ...placed,
    kind: 'resolved',
    severity: 'info',
    code: 'expiring',
    title: 'resolved: expiring on prod/cp-1: apiserver',
    lines: ['it lasted 2 hours'],
  }),
  composed({
    ...placed,
    kind: 'renewed',
    severity: 'info',
    key: '1a2b3c4d cp-1 2030-01-15T03-00-00Z-renew',
    title: 'renewed: certificates of prod/cp-1',
    lines: ['run 2030-01-15T03-00-00Z-renew is complete and proved'],
  }),
  composed({
    ...placed,
    kind: 'digest',
    severity: 'info',
    key: '1a2b3c4d cp-1 digest',
    title: 'weekly: all is well on prod/cp-1',
    lines: ['prod/cp-1: all is well', 'apiserver on prod/cp-1 ends 2030-11-11 03:00 UTC, in 300 days'],
  }),
  composed({
    kind: 'test',
    severity: 'info',
    key: 'cp-1 test',
    at: NOW,
    node: 'cp-1',
    title: 'test: a message',
    lines: [],
  }),
];
