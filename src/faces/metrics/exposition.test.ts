import assert from 'node:assert/strict';
import { test } from 'node:test';
import { healthyInventory, LEAF_END, NOW, withCertificate } from '../../../test/inventory.ts';
import { publishedReport } from '../../../test/node-reports.ts';
import { leaf, overviewOf, seenNode } from '../../../test/overviews.ts';
import { findingsOf } from '../../core/check/check.ts';
import type { NodeReport } from '../../core/cluster/node-report.ts';
import { nodeReportOf } from '../../core/cluster/report-of.ts';
import { savedNodeReport } from '../../core/cluster/saved-node-report.ts';
import type { Inventory } from '../../core/inventory.ts';
import { overviewOfDocument } from '../../core/overview/of-document.ts';
import { overviewOfNode } from '../../core/overview/of-node.ts';
import { overviewOfReports } from '../../core/overview/of-reports.ts';
import type { NodeOverview } from '../../core/overview/overview.ts';
import { defaultPolicy } from '../../core/policy.ts';
import { exposition, expositionFormat, expositionTypes } from './exposition.ts';

const facts = { version: '1.2.3', runtime: 'node v24.0.0', runs: [] };
const overview = overviewOf(healthyInventory());

const accepted: readonly (readonly [accept: string | undefined, format: 'text' | 'openmetrics'])[] = [
  [undefined, 'text'],
  ['', 'text'],
  ['*/*', 'text'],
  ['text/html,application/xhtml+xml,*/*;q=0.8', 'text'],
  ['text/plain;version=0.0.4;q=0.5,*/*;q=0.1', 'text'],
  ['application/openmetrics-text', 'openmetrics'],
  [
    'application/openmetrics-text;version=1.0.0,application/openmetrics-text;version=0.0.1;q=0.75,text/plain;version=0.0.4;q=0.5,*/*;q=0.1',
    'openmetrics',
  ],
  ['application/openmetrics-text; version=1.0.0; charset=utf-8', 'openmetrics'],
  ['application/openmetrics-text;version="1.0.0"', 'openmetrics'],
  ['APPLICATION/OpenMetrics-Text;Version=1.0.0', 'openmetrics'],
  ['application/openmetrics-text;version=2.0.0', 'text'],
  ['application/openmetrics-text;q=0', 'text'],
  ['application/openmetrics-text;q=nonsense', 'text'],
  ['application/openmetrics-text;q=0.4,text/plain;q=0.5', 'text'],
  ['application/vnd.google.protobuf;proto=io.prometheus.client.MetricFamily,text/plain', 'text'],
];
for (const [accept, format] of accepted) {
  test(`whoever accepts ${JSON.stringify(accept)} is answered in ${format}`, () => {
    assert.equal(expositionFormat(accept), format);
  });
}

test('the text is of version 0.0.4, and has no end mark', async () => {
  const body = textOf(overview, facts, { format: 'text' });
  assert.equal(expositionTypes.text, 'text/plain; version=0.0.4; charset=utf-8');
  assert(body.endsWith('\n') && !body.includes('# EOF') && !body.includes('\r'));
  assert.match(body, /^# TYPE perennial_build_info gauge$/m);
});

test('OpenMetrics ends with its mark, says units, and names an info family without its ending', async () => {
  const body = textOf(overview, facts, { format: 'openmetrics' });
  assert.equal(expositionTypes.openmetrics, 'application/openmetrics-text; version=1.0.0; charset=utf-8');
  assert(body.endsWith('\n# EOF\n') && !body.includes('\r'));
  assert.match(body, /^# TYPE perennial_build info$/m);
  assert.match(body, /^perennial_build_info\{version="1.2.3",runtime="node v24.0.0"\} 1$/m);
  assert.match(body, /^# UNIT perennial_last_check_timestamp_seconds seconds$/m);
});

test('a certificate is told with its end, its file, and whether the process uses it', async () => {
  const body = textOf(overview, facts, { format: 'text' });
  const end = String(LEAF_END / 1000);
  assert(
    body.includes(
      `perennial_certificate_not_after_timestamp_seconds{certificate="apiserver",kind="leaf",source="file",path="/etc/kubernetes/pki/apiserver.crt"} ${end}\n`,
    ),
  );
  assert(
    body.includes(
      `perennial_certificate_not_after_timestamp_seconds{certificate="admin.conf",kind="leaf",source="kubeconfig",path="/etc/kubernetes/admin.conf"} ${end}\n`,
    ),
  );
  assert.match(body, /^perennial_certificate_in_use\{certificate="apiserver",component="kube-apiserver"\} 1$/m);
});

test('which client it is can be read from the labels: its user, its groups, its file', async () => {
  const body = textOf(overview, facts, { format: 'text' });
  assert.match(
    body,
    /^perennial_certificate_info\{certificate="admin.conf",path="\/etc\/kubernetes\/admin.conf",subject_cn="kubernetes-admin",subject_o="kubeadm:cluster-admins",issuer_cn="kubernetes",authority="ca",serial_number="[0-9A-F]+",fingerprint="[0-9a-f]{64}",key_algorithm="[^"]+",usage="client",managed_by="kubeadm"\} 1$/m,
  );
});

test('every state is there from the beginning, as 0', async () => {
  const body = textOf(overview, facts, { format: 'text' });
  for (const line of [
    'perennial_certificate_problem{certificate="apiserver",problem="expired"} 0',
    'perennial_certificate_problem{certificate="ca",problem="authority-expiring"} 0',
    'perennial_findings{code="clock-off"} 0',
    'perennial_verdict{status="critical"} 0',
    'perennial_verdict{status="ok"} 1',
    'perennial_source_up{source="files"} 1',
    'perennial_source_errors{source="files",reason="permission"} 0',
    'perennial_renewals{result="rolled-back"} 0',
    'perennial_rollbacks{result="complete"} 0',
    'perennial_journal_open 0',
    'perennial_renewal_failed 0',
    'perennial_backups 0',
  ])
    assert(body.includes(`${line}\n`), line);
});

test('what is wrong is 1 under the code of the finding', async () => {
  const expired = withCertificate(healthyInventory(), 'admin.conf', { notAfter: NOW - 1000 });
  const body = textOf(overviewOf(expired), facts, { format: 'text' });
  assert.match(body, /^perennial_certificate_problem\{certificate="admin.conf",problem="expired"\} 1$/m);
  assert.match(body, /^perennial_findings\{code="expired"\} 1$/m);
  assert.match(body, /^perennial_verdict\{status="ok"\} 0$/m);
});

test('of one node, samples have no label for it: that is the target', async () => {
  const body = textOf(overview, facts, { format: 'text' });
  assert(!/[{,](node|cluster)=/.test(body));
});

test('of several nodes, each sample says whose it is, also of those that said nothing', async () => {
  const nodes = overviewOfReports([publishedReport('cp-1'), { node: 'cp-2', report: { kind: 'missing' } }], 'prod');
  const body = textOf({ takenAt: NOW, nodes }, facts, { format: 'text' });
  assert.match(body, /^perennial_node_reachable\{cluster="prod",node="cp-1"\} 1$/m);
  assert.match(body, /^perennial_node_reachable\{cluster="prod",node="cp-2"\} 0$/m);
  const unnamed = body.split('\n').filter((line) => /^perennial_/.test(line) && !line.includes('node="'));
  assert.deepEqual(
    unnamed.map((line) => line.split('{')[0]),
    ['perennial_build_info'],
  );
});

test('a report does not say what could not be read, so no source is said to be up', async () => {
  const nodes = overviewOfReports([publishedReport('cp-1')]);
  const body = textOf({ takenAt: NOW, nodes }, facts, { format: 'text' });
  assert(!body.includes('perennial_source_up'));
});

const unseen = overviewOfNode({ ...lookedAt(healthyInventory()), runs: undefined });
const document = (changes: object) =>
  overviewOfDocument(JSON.stringify({ ...printed, ...changes }), { node: 'cp-1', cluster: 'prod' });
const printed = {
  kind: 'Report',
  msg: 'not everything could be decided: apiserver: could not be read',
  node: 'cp-1',
  takenAt: '2030-01-15T03:00:00.000Z',
  status: 'unknown',
  certificates: [{ name: 'apiserver', kind: 'kubeadm', path: '/a.crt', status: 'unreadable' }],
  certificateAuthorities: [],
  findings: [{ code: 'unreadable', severity: 'unknown', subject: 'apiserver', message: 'could not be read' }],
  openRuns: [],
};
const unknown: readonly (readonly [what: string, node: NodeOverview, absent: RegExp, present: RegExp])[] = [
  [
    'runs, in a Pod',
    unseen,
    /^perennial_(journal_open|renewal_failed|renewals|backups|source_(up|errors)\{source="runs")/m,
    /^perennial_source_up\{source="files"\} 1$/m,
  ],
  [
    'runs, by the report that such a Pod published',
    reportedBy(nodeReportOf({ ...lookedAt(healthyInventory()), runs: undefined }, undefined)),
    /^perennial_(journal_open|renewal_failed)/m,
    /^perennial_verdict\{status="ok"\} 1$/m,
  ],
  [
    'the API server, where it is not asked',
    overviewOfNode(lookedAt({ ...healthyInventory(), reach: 'offline' })),
    /^perennial_source_(up|errors)\{source="api-server"/m,
    /^perennial_source_up\{source="runs"\} 1$/m,
  ],
  [
    'sources and runs, by what check -o json printed',
    document({}),
    /^(perennial_(journal_open|renewal_failed|source_up|source_errors)|x509_source_up)/m,
    /^perennial_findings\{[^}]*code="unreadable"\} 1$/m,
  ],
  [
    'what else is wrong with a certificate that could not be read',
    document({}),
    /^perennial_certificate_problem\{.*\} 0$/m,
    /^perennial_certificate_problem\{.*certificate="apiserver",problem="unreadable"\} 1$/m,
  ],
  [
    'whether a process goes on with another certificate, where nobody can see that',
    seenNode('cp-1', { certificates: [leaf('apiserver')] }),
    /problem="stale"/,
    /^perennial_certificate_problem\{certificate="apiserver",problem="expired"\} 0$/m,
  ],
];
for (const [what, node, absent, present] of unknown) {
  test(`what is not known has no sample: ${what}`, () => {
    const body = textOf(
      { takenAt: NOW, nodes: [node] },
      { version: '1', runtime: 'node' },
      { format: 'text', compatibility: 'x509' },
    );
    assert.doesNotMatch(body, absent);
    assert.match(body, present);
  });
}

test('a run that is open is told, whoever names it', () => {
  const rollback = { code: 'run-open', severity: 'warning', subject: 'r-rollback', message: 'open' } as const;
  const report = nodeReportOf({ ...lookedAt(healthyInventory()), findings: [rollback] }, undefined);
  for (const node of [document({ openRuns: ['r'] }), reportedBy(report)]) {
    const body = textOf({ takenAt: NOW, nodes: [node] }, facts, { format: 'text' });
    assert.match(body, /^perennial_journal_open(\{.*\})? 1$/m);
  }
});

test('a source that failed is told, whether or not all of it could have been seen', () => {
  const failed = { what: 'earlier runs', reason: 'io', detail: 'EACCES' } as const;
  const inventory = { ...healthyInventory(), unreadable: [failed] };
  const nodes = [overviewOfNode({ ...lookedAt(inventory), runs: undefined })];
  const body = textOf({ takenAt: NOW, nodes }, { version: '1', runtime: 'node' }, { format: 'text' });
  assert.match(body, /^perennial_source_up\{source="runs"\} 0$/m);
});

function lookedAt(inventory: Inventory) {
  const findings = findingsOf(inventory, defaultPolicy);
  return { inventory, findings, policy: defaultPolicy, runs: [], version: '1.2.3' };
}

function reportedBy(report: NodeReport): NodeOverview {
  const saved = savedNodeReport(JSON.stringify(report), report.node);
  const [node] = overviewOfReports([{ node: report.node, report: saved }]);
  assert(node?.seen.kind === 'seen');
  return node;
}

const textOf = (...asked: Parameters<typeof exposition>): string => [...exposition(...asked)].join('');
