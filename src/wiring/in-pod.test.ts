import assert from 'node:assert/strict';
import { test } from 'node:test';
import { podPlaceOf } from './in-pod.ts';

const inPod = {
  PERENNIAL_PROC: '/host/proc',
  PERENNIAL_SERVICE_ACCOUNT: '/var/run/secrets/kubernetes.io/serviceaccount',
};
const folder = inPod.PERENNIAL_SERVICE_ACCOUNT;

const cases: readonly (readonly [string, Record<string, string>, unknown])[] = [
  ['a node', {}, {}],
  ['a Pod that was told nothing', { KUBERNETES_SERVICE_HOST: '10.96.0.1', KUBERNETES_SERVICE_PORT: '443' }, {}],
  ['a Pod that renews with admin.conf', { PERENNIAL_PROC: '/host/proc' }, { procFolder: '/host/proc' }],
  [
    'a Pod that looks',
    { ...inPod, KUBERNETES_SERVICE_HOST: '10.96.0.1', KUBERNETES_SERVICE_PORT: '443' },
    { procFolder: '/host/proc', serviceAccount: { folder, server: 'https://10.96.0.1:443' } },
  ],
  [
    'a Pod of a cluster with IPv6',
    { ...inPod, KUBERNETES_SERVICE_HOST: 'fd00::1', KUBERNETES_SERVICE_PORT: '443' },
    { procFolder: '/host/proc', serviceAccount: { folder, server: 'https://[fd00::1]:443' } },
  ],
  [
    'a Pod without the variables of services',
    inPod,
    { procFolder: '/host/proc', serviceAccount: { folder, server: 'https://kubernetes.default.svc:443' } },
  ],
];

for (const [name, environment, place] of cases) {
  test(`where things are for ${name}`, () => {
    assert.deepEqual(podPlaceOf(environment), place);
  });
}
