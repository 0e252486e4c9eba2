import assert from 'node:assert/strict';
import { test } from 'node:test';
import { containerIds } from './containers.ts';
import { waitUntil } from './lab/wait-until.ts';
import { perennial, startPerennial } from './perennial.ts';
import { publish } from './results.ts';
import { assertServedAndConsistent } from './served-and-consistent.ts';
import { testControlPlane } from './test-control-plane.ts';

// Certificates of four minutes, and no clock is touched: they really run out.
const controlPlane = testControlPlane({
  name: 'expired',
  address: '10.78.0.43',
  certificateValidityPeriod: '4m0s',
  encryptionAlgorithm: 'ECDSA-P256',
});

const RUN_OUT_WITHIN_MS = 300_000;
const BACK_WITHIN_MS = 900_000;

test('a control plane whose certificates ran out is seen as such, and brought back by one command', async () => {
  const machine = controlPlane();
  const waiting = { deadlineMs: RUN_OUT_WITHIN_MS, everyMs: 1000 };
  await waitUntil(hasRunOut, { what: 'openssl saying that the certificates have run out', ...waiting });
  await waitUntil(isRefused, { what: 'kubectl being refused', ...waiting });

  const seen = await perennial(machine, 'check');
  assert.equal(seen.status, 2, seen.stdout);
  assert.match(seen.stdout, /apiserver .*expired/);
  const before = await containerIds(machine);

  const began = Date.now();
  const renewal = startPerennial(machine, 'renew', '--all', '--yes');
  let said = '';
  for (const stream of [renewal.stdout, renewal.stderr]) stream.on('data', (chunk: Buffer) => (said += String(chunk)));
  const since = async (what: string, ask: () => Promise<true | undefined>): Promise<number> => {
    await waitUntil(ask, { what, deadlineMs: BACK_WITHIN_MS, everyMs: 500 });
    return (Date.now() - began) / 1000;
  };
  const [{ status }, ended, apiUsable, controllerManagerLeads, schedulerLeads] = await Promise.all([
    renewal.ended,
    renewal.ended.then(() => (Date.now() - began) / 1000),
    since('the API server answering to the new admin.conf', isUsable),
    since('a leading controller manager', () => leads('kube-controller-manager', began)),
    since('a leading scheduler', () => leads('kube-scheduler', began)),
  ]);
  const after = await containerIds(machine);
  const restarted = [...after.keys()].filter((component) => before.get(component) !== after.get(component));
  publish('expired', {
    status,
    seconds: { apiUsable, controllerManagerLeads, schedulerLeads, ended },
    restarted,
    said,
  });
  assert.equal(status, 0, said);
  await assertServedAndConsistent(machine, said);
});

async function hasRunOut(): Promise<true | undefined> {
  const files = ['pki/apiserver.crt', 'pki/etcd/server.crt', 'pki/front-proxy-client.crt'];
  const asked = files.map((file) =>
    controlPlane().exec(['openssl', 'x509', '-noout', '-checkend', '0', '-in', `/etc/kubernetes/${file}`]),
  );
  return (await Promise.all(asked)).every(({ status }) => status === 1) || undefined;
}

const isRefused = async (): Promise<true | undefined> =>
  await controlPlane()
    .kubectl('get', 'nodes')
    .then(
      () => undefined,
      () => true,
    );

const isUsable = async (): Promise<true | undefined> => {
  await controlPlane().kubectl('get', 'nodes');
  return true;
};

/** Renewed since then, by whoever holds it. */
async function leads(name: string, since: number): Promise<true | undefined> {
  const path = ['-n', 'kube-system', 'get', 'lease', name, '-o', 'jsonpath={.spec.renewTime} {.spec.holderIdentity}'];
  const [renewTime = '', holder = ''] = (await controlPlane().kubectl(...path)).split(' ');
  return (holder !== '' && Date.parse(renewTime) > since) || undefined;
}
