import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import type { NodeReport } from '../../src/core/cluster/node-report.ts';
import { savedNodeReport } from '../../src/core/cluster/saved-node-report.ts';
import { grantsFor } from '../../src/core/cluster/roles.ts';
import { everythingOn } from './everything.ts';
import { builtImage } from './image.ts';
import type { ControlPlane } from './lab/control-plane.ts';
import { waitUntil } from './lab/wait-until.ts';
import { executable, perennial } from './perennial.ts';
import { publish } from './results.ts';
import {
  assertServedAndConsistent,
  changedNames,
  type CheckDocument,
  checked,
  serialsIn,
} from './served-and-consistent.ts';
import { stopwatchIn } from './stopwatch.ts';
import { testControlPlane } from './test-control-plane.ts';

const controlPlane = testControlPlane({ name: 'ag-daemonset', address: '10.78.0.150' });
const kustomization = (name: string) => join(import.meta.dirname, '../../deploy/kustomize', name);

/** How long the agent is watched doing nothing. */
const IDLE_MS = 60_000;

test('the DaemonSet runs from the real image, sees what the program on the node sees, is denied nothing, and reports', async () => {
  const machine = controlPlane();
  await machine.mustExec(['ctr', '-n', 'k8s.io', 'images', 'import', await builtImage()]);
  const before = await everythingOn(machine);
  await machine.kubectl('apply', '-k', kustomization('base'));
  const [look] = await looksOf(machine);
  assert.equal(look?.kind, 'Look', JSON.stringify(look));
  assert.equal(look.decision?.kind, 'nothing-due');
  assert.deepEqual(look.findings?.filter(isDenied), []);
  assert.deepEqual(essence(look.findings ?? []), essence((await checked(machine)).findings));
  assert.equal(await everythingOn(machine), before);
  const report = await reportOn(machine);
  assert.ok(
    report?.conditions.every((one) => one.status === 'True'),
    JSON.stringify(report),
  );
});

test('the agent is at rest between two looks', async () => {
  const machine = controlPlane();
  const first = await usageOf(machine);
  const begun = Date.now();
  await waitUntil(async () => Date.now() - begun > IDLE_MS || undefined, {
    what: 'a minute going by',
    deadlineMs: 2 * IDLE_MS,
    everyMs: 5000,
  });
  const last = await usageOf(machine);
  const seconds = Math.round((Date.now() - begun) / 1000);
  const time = await stopwatchIn(machine);
  const runs = [await time([executable, 'run']), await time([executable, 'run']), await time([executable, 'run'])];
  publish('agent-at-rest', {
    seconds,
    cpuMilliseconds: last.cpuMilliseconds - first.cpuMilliseconds,
    switches: last.switches - first.switches,
    residentMegabytes: Math.round(last.residentKilobytes / 1024),
    run: {
      milliseconds: Math.round(Math.min(...runs.map(({ milliseconds }) => milliseconds))),
      peakMegabytes: Math.round(Math.max(...runs.map(({ peakKilobytes }) => peakKilobytes)) / 1024),
      statuses: runs.map(({ status }) => status),
    },
  });
  assert.ok(last.cpuMilliseconds - first.cpuMilliseconds <= 1000, JSON.stringify([first, last]));
});

test('a person can look through the Pod, and the Pod cannot renew', async () => {
  const machine = controlPlane();
  const inPod = ['-n', 'perennial-system', 'exec', 'ds/perennial', '--', 'perennial'];
  const before = serialsIn(await checked(machine));
  const report = await inAnyCase(machine, ...inPod, 'check', '-o', 'json');
  assert.deepEqual((JSON.parse(report) as CheckDocument).findings.filter(isDenied), []);
  // It needs the notebook: the Pod has where to keep one.
  await machine.kubectl(...inPod, 'notify', 'show');
  const refused = await inAnyCase(machine, ...inPod, 'renew', '--all', '--yes', '-o', 'json');
  assert.match(refused, /"kind": "Error"/);
  assert.deepEqual(changedNames(before, serialsIn(await checked(machine))), []);
});

test('under systemd, on the same machine, the journal has each line with its priority', async () => {
  const machine = controlPlane();
  const said = async (unit: string, ...args: readonly string[]) => {
    await machine.exec(['systemd-run', '--quiet', '--wait', '--unit', unit, executable, ...args]);
    await machine.mustExec(['journalctl', '--sync']);
    const lines = await machine.mustExec(['journalctl', '-u', unit, '-o', 'json', '_TRANSPORT=stdout']);
    const entries = lines
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, string>);
    return entries.map(({ PRIORITY, MESSAGE }) => `${String(PRIORITY)} ${String(MESSAGE)}`).join('\n');
  };
  assert.match(await said('said-well', 'version'), /^6 perennial /);
  assert.match(await said('said-wrongly', 'renew', 'apiservr', '--yes'), /^3 error: /m);
});

test('its token may do what the table says, and nothing else that not everybody may', async () => {
  const machine = controlPlane();
  const grants = grantsFor(['look', 'report']);
  for (const namespace of ['kube-system', 'kube-node-lease', 'perennial-system', 'default']) {
    const listed = grants
      .filter((grant) => grant.namespace === undefined || grant.namespace === namespace)
      .flatMap(({ given }) => given)
      .flatMap((one) => (one.kind === 'path' ? [] : [one]))
      .flatMap(({ group, resource, names = [], verbs }) =>
        verbs.map((verb) => `${verb} ${[resource, group].filter(Boolean).join('.')} [${names.join(' ')}]`),
      );
    const everybody = await allowedTo(machine, 'default', namespace);
    const ours = (await allowedTo(machine, 'perennial', namespace)).filter((one) => !everybody.includes(one));
    assert.deepEqual(ours, listed.toSorted(), namespace);
  }
});

test('what the host said of its runs is still in the report when a Pod that sees none has looked', async () => {
  const machine = controlPlane();
  const { status, stdout, stderr } = await perennial(machine, 'renew', '--all', '--yes');
  assert.equal(status, 0, stdout + stderr);
  const said = await reportOn(machine);
  assert.equal(said?.lastRun?.state, 'complete');
  await machine.kubectl('-n', 'perennial-system', 'delete', 'pods', '--all', '--grace-period=5', '--wait=false');
  const next = await waitUntil(
    async () => {
      const report = await reportOn(machine);
      return report !== undefined && report.takenAt > said.takenAt ? report : undefined;
    },
    { what: 'the report of the next Pod', deadlineMs: 240_000, everyMs: 2000 },
  );
  assert.deepEqual([next.lastRun, next.lastRenewal], [said.lastRun, said.lastRenewal]);
});

test('beside the agent there is the page, and Prometheus gets the metrics of the node with the token alone', async () => {
  const machine = controlPlane();
  const token = 'a-token-of-this-test-alone';
  const request = ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', '-subj', '/CN=perennial'];
  const pair = ['-addext', 'subjectAltName=DNS:perennial', '-keyout', '/root/tls.key', '-out', '/root/tls.crt'];
  await machine.mustExec(['openssl', ...request, ...pair]);
  const files = ['--from-file=/root/tls.crt', '--from-file=/root/tls.key', `--from-literal=token=${token}`];
  await machine.kubectl('-n', 'perennial-system', 'create', 'secret', 'generic', 'perennial-page', ...files);
  const before = await everythingOn(machine);
  await machine.kubectl('apply', '-k', kustomization('page'));
  const asked = ['curl', '-s', '-m', '5', '--cacert', '/root/tls.crt', '--resolve', 'perennial:9790:127.0.0.1'];
  const answerTo = async (...more: readonly string[]) =>
    (await machine.exec([...asked, ...more, 'https://perennial:9790/metrics'])).stdout;
  const metrics = await waitUntil(
    async () => /^perennial_[^]*/m.exec(await answerTo('-H', `Authorization: Bearer ${token}`))?.[0],
    { what: 'metrics of the Pod', deadlineMs: 240_000, everyMs: 2000 },
  );
  assert.match(metrics, /^perennial_certificate_not_after_timestamp_seconds\{certificate="apiserver",/m);
  assert.match(metrics, /^perennial_certificate_in_use\{certificate="apiserver".*\} 1$/m);
  const refused = await answerTo();
  assert.match(refused, /token-needed/);
  assert.doesNotMatch(refused, /perennial_/);
  await machine.kubectl('-n', 'perennial-system', 'wait', 'pods', '--all', '--for=condition=Ready', '--timeout=90s');
  assert.equal(await everythingOn(machine), before);
  await machine.kubectl('apply', '-k', kustomization('base'));
});

test('the mutating overlay renews what is due, and changes nothing when nothing is', async () => {
  const machine = controlPlane();
  const before = serialsIn(await checked(machine));
  await machine.kubectl('apply', '-k', kustomization('mutating'));
  await configure(machine, 'thresholds: { renewal: 100% }\n');
  const ran = await waitUntil(async () => (await looksOf(machine)).find(({ kind }) => kind === 'RunReport'), {
    what: 'a run of the DaemonSet',
    deadlineMs: 240_000,
    everyMs: 2000,
  });
  assert.match(ran.msg, /^renewed 11 certificates/);
  const after = await assertServedAndConsistent(machine, 'renewed by a Pod');
  assert.equal(changedNames(before, after).length, 11);
  const { stdout } = await perennial(machine, 'status');
  assert.match(stdout, /complete/);
  const renewed = await everythingOn(machine);
  await configure(machine, 'look: daily\n');
  const again = await waitUntil(async () => (await looksOf(machine)).find(({ kind }) => kind === 'Decision'), {
    what: 'a look of the next Pod',
    deadlineMs: 240_000,
    everyMs: 2000,
  });
  assert.equal(again.msg, 'nothing is due');
  assert.equal(await everythingOn(machine), renewed);
});

/** `verb resource [names]`, as the API server itself lists it for a service account of perennial-system. */
async function allowedTo(machine: ControlPlane, account: string, namespace: string): Promise<readonly string[]> {
  const as = ['--as', `system:serviceaccount:perennial-system:${account}`, '-n', namespace];
  const table = await machine.kubectl('auth', 'can-i', '--list', '--no-headers', ...as);
  const rows = table.split('\n').flatMap((line) => {
    const [, resource = '', names = '', verbs = ''] = /^(\S+)\s+\[\]\s+\[(.*?)\]\s+\[(.*)\]/.exec(line) ?? [];
    return verbs.split(' ').map((verb) => `${verb} ${resource} [${names}]`);
  });
  return rows.filter((row) => row.trim() !== '[]').toSorted();
}

/** What is published of the node, by whom ever. */
async function reportOn(machine: ControlPlane): Promise<NodeReport | undefined> {
  const path = ['configmap', `perennial-${machine.name}`, '--ignore-not-found', '-o', 'jsonpath={.data.report\\.json}'];
  const text = await machine.kubectl('-n', 'perennial-system', 'get', ...path);
  const reading = savedNodeReport(text, machine.name);
  return reading.kind === 'read' ? reading.value : undefined;
}

/** Another configuration, and another Pod, which begins with a look. */
async function configure(machine: ControlPlane, config: string): Promise<void> {
  const inNamespace = ['-n', 'perennial-system'];
  const patch = JSON.stringify({ data: { 'config.yaml': config } });
  await machine.kubectl(...inNamespace, 'patch', 'configmap', 'perennial', '--type', 'merge', '-p', patch);
  await machine.kubectl(...inNamespace, 'delete', 'pods', '--all', '--grace-period=5', '--wait=false');
}

interface LoggedLook {
  readonly kind: string;
  readonly msg: string;
  readonly decision?: { readonly kind: string };
  readonly findings?: CheckDocument['findings'];
}

type Finding = CheckDocument['findings'][number];

const isDenied = ({ code, severity }: Finding): boolean => code === 'unreadable' || severity === 'unknown';

/** What both can see: people's copies of admin.conf are not in the Pod. */
const essence = (findings: readonly Finding[]): readonly string[] =>
  findings
    .filter(({ severity, code }) => severity !== 'info' && !code.startsWith('copy'))
    .map(({ code, subject }) => `${code} ${subject}`)
    .toSorted();

/** The lines that the kubelet has of its Pods, of those that are gone too. */
async function looksOf(machine: ControlPlane): Promise<readonly LoggedLook[]> {
  return await waitUntil(
    async () => {
      const log = await machine.exec(['sh', '-c', 'cat /var/log/pods/perennial-system_*/perennial/*.log']);
      const lines = log.stdout.split('\n').flatMap((line) => /^\S+ stdout F (\{.*\})$/.exec(line)?.[1] ?? []);
      return lines.length === 0 ? undefined : lines.map((line) => JSON.parse(line) as LoggedLook);
    },
    { what: 'a look of the DaemonSet', deadlineMs: 90_000, everyMs: 1000 },
  );
}

/** kubectl ends with the status of what it ran. */
async function inAnyCase(machine: ControlPlane, ...args: readonly string[]): Promise<string> {
  return (await machine.exec(['kubectl', '--kubeconfig', '/etc/kubernetes/admin.conf', ...args])).stdout;
}

/** Of the agent's process, since it began. */
async function usageOf(machine: ControlPlane) {
  const script = 'for p in /proc/[0-9]*; do grep -qzxe --read-only $p/cmdline && cat $p/stat $p/status; done';
  const text = await machine.mustExec(['sh', '-c', `${script}; true`]);
  const fields = text.slice(text.indexOf(') ') + 2).split(' ');
  const number = (name: string) => Number(new RegExp(`^${name}:\\s*(\\d+)`, 'm').exec(text)?.[1]);
  return {
    cpuMilliseconds: (Number(fields[11]) + Number(fields[12])) * 10,
    residentKilobytes: number('VmRSS'),
    switches: number('voluntary_ctxt_switches'),
  };
}
