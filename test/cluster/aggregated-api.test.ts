import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { type AggregatedMessage, type RunningApi, startAggregatedApi } from './aggregated-api.ts';
import { fileSerial } from './openssl.ts';
import { perennialJson } from './perennial.ts';
import { publish } from './results.ts';
import { testControlPlane } from './test-control-plane.ts';

const controlPlane = testControlPlane({ name: 'aggregated', address: '10.78.0.32' });
const clientCertificate = '/etc/kubernetes/pki/front-proxy-client.crt';

/** As far as this test reads it. */
interface RunDocument {
  readonly report: { readonly certificates: readonly RenewedCertificate[] };
}

interface RenewedCertificate {
  readonly name: string;
  readonly oldSerial?: string;
  readonly newSerial: string;
  readonly proof?: string;
}

let api: RunningApi | undefined;
after(() => api?.stop());

test('an aggregated API is shown the certificate on disk', async () => {
  api = await startAggregatedApi(controlPlane());
  const [shown] = await requestsDuring(callThroughApiServer);
  assert.equal(shown?.serial, await fileSerial(controlPlane(), clientCertificate));
});

test('a renewed front-proxy-client is what an aggregated API is shown, by the run itself and from then on', async () => {
  const machine = controlPlane();
  let renewed: RenewedCertificate | undefined;
  const duringRun = await requestsDuring(async () => {
    const { report } = await perennialJson<RunDocument>(machine, 'renew', 'front-proxy-client', '--yes');
    renewed = report.certificates.find(({ name }) => name === 'front-proxy-client');
  });
  assert.ok(renewed);
  const { oldSerial, newSerial, proof = '' } = renewed;
  assert.equal(newSerial, await fileSerial(machine, clientCertificate));
  assert.notEqual(newSerial, oldSerial);
  assert.match(proof, /a call to aggregated worked/);
  assert.equal(duringRun.at(-1)?.serial, newSerial, 'the call that proved it came with the new certificate');
  const afterwards = await requestsDuring(callThroughApiServer);
  assert.deepEqual(
    afterwards.map(({ serial }) => serial),
    [newSerial],
  );
  const connections = seen().filter(({ kind, serial }) => kind === 'connection' && serial === newSerial).length;
  assert.ok(connections > 0, 'on a connection of its own, not one kept from before');
  publish('aggregated-api', { oldSerial, newSerial, proof, connections, calls: [...duringRun, ...afterwards].length });
});

test('kubectl exec and kubectl logs work after apiserver-kubelet-client is renewed', async () => {
  const machine = controlPlane();
  const { report } = await perennialJson<RunDocument>(machine, 'renew', 'apiserver-kubelet-client', '--yes');
  assert.match(report.certificates[0]?.proof ?? '', /a call to kubelet worked/);
  const pod = `kube-scheduler-${machine.name}`;
  const version = await machine.kubectl('-n', 'kube-system', 'exec', pod, '--', 'kube-scheduler', '--version');
  assert.equal(version.trim(), `Kubernetes v${machine.version}`);
  assert.notEqual((await machine.kubectl('-n', 'kube-system', 'logs', pod, '--tail', '1')).trim(), '');
});

type Shown = Exclude<AggregatedMessage, { readonly kind: 'listening' }>;

function seen(): readonly Shown[] {
  return (api?.seen ?? []).filter((message) => message.kind !== 'listening');
}

/** Requests for people: the API server has some of its own, whenever it likes. */
async function requestsDuring(work: () => Promise<unknown>): Promise<readonly Shown[]> {
  const before = seen().length;
  await work();
  return seen()
    .slice(before)
    .filter((message) => message.kind === 'request' && message.user === 'kubernetes-admin');
}

function callThroughApiServer(): Promise<string> {
  return controlPlane().kubectl('get', '--raw', api?.path ?? '');
}
