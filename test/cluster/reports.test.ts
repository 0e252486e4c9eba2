import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { after, before, test } from 'node:test';
import { purposes } from '../../src/core/cluster/permissions.ts';
import { rolesFor } from '../../src/core/cluster/roles.ts';
import { DAY } from '../../src/core/instant.ts';
import { beginRun } from './begun-run.ts';
import { onSmallDisk } from './faults.ts';
import type { ControlPlane } from './lab/control-plane.ts';
import { attachedMachine } from './lab/machine.ts';
import { bootControlPlanes, type ControlPlanes } from './lab/control-planes.ts';
import { perennial, perennialJson } from './perennial.ts';
import { NEWEST } from './test-control-plane.ts';

const name = 'rp';
let booted: ControlPlanes | undefined;
before(async () => {
  booted = await bootControlPlanes({ name, place: 110, version: NEWEST });
});
after(async () => {
  for (const suffix of ['1', '2', '3', '-lb']) await attachedMachine(`${name}${suffix}`)?.wipe();
});

function nodes(): ControlPlanes['nodes'] {
  if (booted === undefined) throw new Error('the control planes are not up');
  return booted.nodes;
}

/** The parts of `perennial check --cluster -o json` that are looked at here. */
interface ClusterDocument {
  readonly exitStatus: number;
  readonly nodes: readonly { readonly node: string; readonly reading: string; readonly due: string }[];
  readonly findings: readonly { readonly code: string; readonly severity: string; readonly subject: string }[];
}

const compared = (node: ControlPlane) => perennialJson<ClusterDocument>(node, 'check', '--cluster');
const found = async (node: ControlPlane): Promise<readonly string[]> =>
  (await compared(node)).findings.map(({ code, severity, subject }) => `${severity} ${code} ${subject}`);

test('a node that has not reported yet is a finding on the others', async () => {
  const [first] = nodes();
  assert.deepEqual(await found(first), ['warning node-silent rp2', 'warning node-silent rp3']);
});

test('after a run on each of three control planes, any of them shows all three', async () => {
  for (const node of nodes()) {
    const { status, stdout, stderr } = await perennial(node, 'run');
    const said = [0, 'nothing is due\n', `looking at ${node.name}\n`];
    assert.deepEqual([status, stdout, stderr], said, node.name);
  }
  for (const node of nodes()) {
    const { nodes: all, findings } = await compared(node);
    assert.deepEqual(all.map((one) => one.node).toSorted(), ['rp1', 'rp2', 'rp3']);
    assert.deepEqual([...new Set(all.map(({ reading, due }) => `${reading} ${due}`))], ['read no']);
    assert.deepEqual(findings, []);
    const { status, stdout } = await perennial(node, 'check', '--cluster', '-o', 'nagios');
    assert.match(stdout, /^PERENNIAL OK - all is well on 3 control-plane nodes \| 'rp\d age'=/);
    assert.equal(status, 0, stdout);
  }
});

test('a report that is older than three looks is silence, one that somebody spoilt is unreadable', async () => {
  const [first, second] = nodes();
  const before = await reportOf(first, 'rp3');
  await writeReport(first, 'rp3', JSON.stringify({ ...JSON.parse(before), takenAt: Date.now() - 4 * DAY }));
  assert.deepEqual(await found(first), ['warning node-silent rp3']);
  assert.deepEqual(await found(second), ['warning node-silent rp3']);
  await writeReport(first, 'rp3', '{"format":1,"node":"rp3"}');
  assert.deepEqual(await found(first), ['unknown report-unreadable rp3']);
  assert.equal((await perennial(first, 'check', '--cluster')).status, 3);
  assert.equal((await perennial(nodes()[2], 'check', '--publish')).status, 0);
  assert.deepEqual(await found(first), []);
});

test('another key for service accounts on one node is found', async () => {
  const [first, , third] = nodes();
  const other = generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey.export({ type: 'spki', format: 'pem' });
  const script = (text: string) => third.mustExec(['sh', '-ec', text], { input: other.toString() });
  // kube-apiserver reads the file when it starts, so nobody notices meanwhile.
  await script('cp -a /etc/kubernetes/pki/sa.pub /root/sa.pub; cat > /etc/kubernetes/pki/sa.pub');
  try {
    await perennial(third, 'check', '--publish');
    assert.deepEqual(await found(first), ['critical service-account-keys-differ sa.pub']);
    assert.equal((await perennial(first, 'check', '--cluster')).status, 2);
  } finally {
    await script('cp -a /root/sa.pub /etc/kubernetes/pki/sa.pub');
  }
  await perennial(third, 'check', '--publish');
  assert.deepEqual(await found(first), []);
});

test('a run that fails on one node stops the schedules of the others, until one succeeds there', async () => {
  const [, second, third] = nodes();
  for (const node of [second, third]) {
    const text = 'thresholds: { renewal: 100% }\n';
    await node.mustExec(['sh', '-ec', 'mkdir -p /etc/perennial; cat > /etc/perennial/config.yaml'], { input: text });
  }
  await onSmallDisk(second, { folder: '/etc/kubernetes/pki', size: '3m' }, async ({ fill, empty }) => {
    const run = beginRun(second, 'run');
    await run.reached((journal) => journal.length > 0);
    await fill();
    const { status } = await run.process.ended;
    assert.equal(status, 1, run.said());
    await empty();
  });
  const blocked = await perennial(third, 'run');
  assert.match(blocked.stdout, /not done: rp2 failed: its run \S+-renew was rolled back \(.*no space/i);
  assert.equal(blocked.status, 4, blocked.stderr);
  assert.deepEqual(await found(third), ['warning node-failed rp2']);
  for (const node of [second, third]) {
    const { status, stdout, stderr } = await perennial(node, 'run');
    assert.equal(status, 0, stdout + stderr);
  }
  const { nodes: all, findings } = await compared(nodes()[0]);
  assert.deepEqual([all.length, findings], [3, []]);
  const posted = await eventsIn(nodes()[0]);
  for (const expected of [
    'Warning CertificateRolledBack Node rp2 rp2',
    'Normal CertificatesRenewed Node rp2 rp2',
    'Normal CertificateExpiring Node rp3 rp3',
    'Normal CertificatesRenewed Node rp3 rp3',
  ])
    assert.ok(posted.includes(expected), `${expected} is not among ${posted.join(', ')}`);
  const described = await nodes()[0].kubectl('describe', 'node', 'rp3');
  assert.match(described, /CertificatesRenewed/);
});

/** Our Events as any API server lists them: type, reason and what they regard. */
async function eventsIn(node: ControlPlane): Promise<readonly string[]> {
  const { items } = JSON.parse(await node.kubectl('get', 'events.events.k8s.io', '-A', '-o', 'json')) as {
    readonly items: readonly {
      readonly type: string;
      readonly reason: string;
      readonly reportingController: string;
      readonly regarding: { readonly kind: string; readonly name: string; readonly uid: string };
    }[];
  };
  return items
    .filter(({ reportingController }) => reportingController === 'perennial.dev/perennial')
    .map(({ type, reason, regarding: { kind, name: of, uid } }) => `${type} ${reason} ${kind} ${of} ${uid}`);
}

test('with the roles that are listed, and nothing else, no request is refused', async () => {
  const [first] = nodes();
  const items = rolesFor(purposes, { kind: 'User', name: 'perennial' });
  const applied = ['kubectl', '--kubeconfig', '/etc/kubernetes/admin.conf', 'apply', '-f', '-'];
  await first.mustExec(applied, { input: JSON.stringify({ apiVersion: 'v1', kind: 'List', items }) });
  const made = 'kubeadm kubeconfig user --client-name perennial --config /root/kubeadm.yaml > /root/perennial.conf';
  await first.mustExec(['sh', '-ec', `umask 077; ${made}; cp -a /etc/kubernetes/admin.conf /root/admin.conf`]);
  const refusals = await refused();
  await first.mustExec(['cp', '/root/perennial.conf', '/etc/kubernetes/admin.conf']);
  try {
    const denied = await perennialAs(first, 'get', 'secrets');
    assert.match(denied.stderr, /cannot list resource "secrets"/);
    assert.ok((await refused()) > refusals, 'a refusal is counted');
    const counted = await refused();
    for (const command of [['check', '--publish'], ['check', '--cluster'], ['renew', '--all', '--yes'], ['run']]) {
      const { status, stdout, stderr } = await perennial(first, ...command);
      // A warning: the other nodes may not have reported yet.
      assert.ok(status === 0 || (status === 1 && command[0] === 'check'), `${command.join(' ')}: ${stdout}${stderr}`);
      assert.doesNotMatch(stdout + stderr, /\b403\b|forbidden|not told/i);
      assert.equal(await refused(), counted, `${command.join(' ')}: ${await refusedWhat()}`);
    }
  } finally {
    await first.mustExec(['cp', '-a', '/root/admin.conf', '/etc/kubernetes/admin.conf']);
  }
});

const perennialAs = (node: ControlPlane, ...args: readonly string[]) =>
  node.exec([
    'kubectl',
    '--kubeconfig',
    '/etc/kubernetes/admin.conf',
    '--server',
    `https://${node.address}:6443`,
    ...args,
  ]);

/** Requests that any API server has refused to authorise, as each counts them itself. */
async function refused(): Promise<number> {
  return (await refusalLines()).reduce((sum, line) => sum + Number(line.split(' ').at(-1)), 0);
}

const refusedWhat = async (): Promise<string> => (await refusalLines()).join('\n');

async function refusalLines(): Promise<readonly string[]> {
  const [, second] = nodes();
  const texts = await Promise.all(
    nodes().map(({ address }) => second.kubectl('--server', `https://${address}:6443`, 'get', '--raw', '/metrics')),
  );
  return texts.flatMap((text) =>
    text.split('\n').filter((line) => /^authorization_attempts_total\{result="(denied|no-opinion|error)"\}/.test(line)),
  );
}

const namespace = ['-n', 'perennial-system'];

async function reportOf(node: ControlPlane, of: string): Promise<string> {
  return await node.kubectl(
    ...namespace,
    'get',
    'configmap',
    `perennial-${of}`,
    '-o',
    'jsonpath={.data.report\\.json}',
  );
}

async function writeReport(node: ControlPlane, of: string, text: string): Promise<void> {
  const patch = JSON.stringify({ data: { 'report.json': text } });
  await node.kubectl(...namespace, 'patch', 'configmap', `perennial-${of}`, '--type', 'merge', '-p', patch);
}
