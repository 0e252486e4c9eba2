import assert from 'node:assert/strict';
import { test } from 'node:test';
import { healthyInventory } from '../../../test/inventory.ts';
import { NOW, publishedReport } from '../../../test/node-reports.ts';
import { findingsOf } from '../check/check.ts';
import { nodeReportOf } from '../cluster/report-of.ts';
import { savedNodeReport } from '../cluster/saved-node-report.ts';
import { DAY } from '../instant.ts';
import { defaultPolicy } from '../policy.ts';
import { overviewOfNode } from './of-node.ts';
import { overviewOfReports } from './of-reports.ts';
import type { CertificateOverview, NodeOverview, Overview } from './overview.ts';

const inventory = healthyInventory();
const looked = {
  inventory,
  findings: findingsOf(inventory, defaultPolicy),
  policy: defaultPolicy,
  runs: [],
  version: '1.2.3',
};

test('a node that was just looked at is shown whole: authorities first, then every leaf', () => {
  const { node, seen } = overviewOfNode(looked, 'prod');
  assert.equal(node, inventory.node);
  assert(seen.kind === 'seen');
  const kinds = seen.certificates.map(({ kind }) => kind);
  assert.equal(kinds.lastIndexOf('authority') + 1, kinds.filter((kind) => kind === 'authority').length);
  const apiserver = seen.certificates.find(({ name }) => name === 'apiserver');
  assert.deepEqual(apiserver?.usedBy, ['kube-apiserver']);
  assert(apiserver.renewalDueAt !== undefined && apiserver.names?.includes('kubernetes'));
});

test('what a node published of itself is shown as it is seen there, without what a report leaves out', () => {
  const published = savedNodeReport(JSON.stringify(nodeReportOf(looked, undefined)), inventory.node);
  const [there] = overviewOfReports([{ node: inventory.node, report: published }]);
  const reported = certificatesOf(overviewOfNode(looked)).filter(
    ({ kind, serial }) => kind !== 'copy' && kind !== 'unknown' && serial !== undefined,
  );
  assert.deepEqual(there && certificatesOf(there), reported.map(withoutDetails));
});

test('a report of an older version says less, and is shown all the same', () => {
  const [there] = overviewOfReports([publishedReport('cp-2')], 'prod');
  assert.deepEqual(there && certificatesOf(there), [
    {
      name: 'apiserver',
      kind: 'kubeadm',
      status: 'ok',
      authority: 'ca',
      usedBy: [],
      serial: '1A2B',
      expiresAt: NOW + 300 * DAY,
    },
  ]);
});

test('nodes that said nothing, or nothing that can be read, are there', () => {
  const unreadable = { kind: 'unreadable', reason: 'parse', detail: 'it is no JSON' } as const;
  const overview: Overview = {
    takenAt: NOW,
    nodes: overviewOfReports([
      { node: 'cp-2', report: { kind: 'missing' } },
      { node: 'cp-3', report: unreadable },
    ]),
  };
  assert.deepEqual(
    overview.nodes.map(({ seen }) => seen),
    [{ kind: 'silent' }, { kind: 'unreadable', detail: 'it is no JSON' }],
  );
});

const certificatesOf = ({ seen }: NodeOverview): readonly CertificateOverview[] =>
  seen.kind === 'seen' ? seen.certificates : [];

function withoutDetails(certificate: CertificateOverview): CertificateOverview {
  const details = ['names', 'key', 'externallyManaged', 'notAfter', 'usages', 'kubeconfigUser'];
  const told = Object.entries(certificate).filter(([field]) => !details.includes(field));
  return { ...(Object.fromEntries(told) as unknown as CertificateOverview), usedBy: [] };
}
