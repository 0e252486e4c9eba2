import { type RequestFields, requestPem } from '../../../test/requests.ts';
import type { Known } from './judged.ts';
import { KUBELET_SERVING, type ServingNode, type ServingRequest } from './request.ts';

export const worker: ServingNode = {
  name: 'worker-1',
  isControlPlane: false,
  addresses: [
    { type: 'InternalIP', address: '10.0.0.9' },
    { type: 'InternalIP', address: 'fd00:0:0:0::9' },
    { type: 'ExternalIP', address: '203.0.113.9' },
    { type: 'Hostname', address: 'Worker-1' },
    { type: 'InternalDNS', address: 'worker-1.example.internal' },
    { type: 'ExternalDNS', address: 'worker-1.example.org' },
    { type: 'Made-up', address: 'made-up.example.org' },
  ],
};
export const own: ServingNode = {
  name: 'cp-1',
  isControlPlane: true,
  addresses: [
    { type: 'InternalIP', address: '10.0.0.1' },
    { type: 'Hostname', address: 'cp-1' },
  ],
};
export const known: Known = {
  nodes: [own, worker],
  apiServerNames: ['kubernetes', 'kubernetes.default.svc', 'cp-1', '10.96.0.1', '10.0.0.1', 'api.example.org'],
};

export const subject: RequestFields['subject'] = [
  ['O', 'system:nodes'],
  ['CN', 'system:node:worker-1'],
];
export const names = { dnsNames: ['worker-1'], ipAddresses: ['10.0.0.9'] };

export interface Asked extends Partial<Omit<ServingRequest, 'pem'>> {
  readonly fields?: Partial<RequestFields>;
  readonly pem?: string;
}

/** What worker-1 would ask for, but for what is said. */
export function request({ fields, pem, ...asked }: Asked = {}): ServingRequest {
  return {
    name: 'csr-1',
    resourceVersion: '1',
    signerName: KUBELET_SERVING,
    username: 'system:node:worker-1',
    groups: ['system:nodes', 'system:authenticated'],
    usages: ['key encipherment', 'digital signature', 'server auth'],
    createdAt: 0,
    pem: pem ?? requestPem({ subject, ...names, ...fields }),
    ...asked,
  };
}

/** With these names, of an address each that the node has given itself. */
export const claiming = (address: string, type = 'InternalIP'): Known => ({
  ...known,
  nodes: [own, { ...worker, addresses: [...worker.addresses, { type, address }] }],
});

/** What the node of the control plane asks for as itself. */
export const ofOwn = {
  username: 'system:node:cp-1',
  fields: { subject: [subject[0] ?? ['O', ''], ['CN', 'system:node:cp-1']] },
} as const;
