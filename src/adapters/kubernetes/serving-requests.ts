import type { NodeName } from '../../core/names.ts';
import { KUBELET_SERVING, type ServingNode, type ServingRequest } from '../../core/serving/request.ts';
import type { ServingAnswer, ServingRequests } from '../../ports/serving-requests.ts';
import { type ApiClient, type ApiClientRequest, apiClient } from './api-client.ts';
import { badAnswer } from './api-failure.ts';
import { listOf, textIn, textOf } from './json-fields.ts';
import { wholeList } from './whole-list.ts';

const requests = '/apis/certificates.k8s.io/v1/certificatesigningrequests';
const CONTROL_PLANE = 'node-role.kubernetes.io/control-plane';

/** CertificateSigningRequests, over the API. */
export function servingRequests(request: ApiClientRequest): ServingRequests {
  const client = apiClient(request);
  return {
    pending: () =>
      wholeList(client, {
        path: requests,
        query: { fieldSelector: `spec.signerName=${KUBELET_SERVING}` },
        of: (json) => (isPending(json) ? [requestOf(json)] : []),
      }),
    nodes: (names) => nodesOf(client, names),
    answer: (asked, answer) => answered(client, asked, answer),
  };
}

/** Not every server minds the selector of an old client's fields, so the signer is looked at again. */
function isPending(json: unknown): boolean {
  const isAnswered = listOf(json, 'status', 'conditions').length > 0 || textOf(json, 'status', 'certificate') !== '';
  return textOf(json, 'spec', 'signerName') === KUBELET_SERVING && !isAnswered;
}

function requestOf(json: unknown): ServingRequest {
  const texts = (...keys: readonly string[]): readonly string[] => listOf(json, ...keys).map(String);
  return {
    name: textOf(json, 'metadata', 'name'),
    resourceVersion: textOf(json, 'metadata', 'resourceVersion'),
    signerName: textOf(json, 'spec', 'signerName'),
    username: textOf(json, 'spec', 'username'),
    groups: texts('spec', 'groups'),
    usages: texts('spec', 'usages'),
    pem: Buffer.from(textOf(json, 'spec', 'request'), 'base64').toString('latin1'),
    createdAt: Date.parse(textOf(json, 'metadata', 'creationTimestamp')) || 0,
  };
}

async function nodesOf(client: ApiClient, names: readonly NodeName[]): Promise<readonly ServingNode[]> {
  const selector = encodeURIComponent(CONTROL_PLANE);
  const controlPlane = listOf(await client.read(`/api/v1/nodes?labelSelector=${selector}`), 'items').map(nodeOf);
  const others = [...new Set(names)].filter((name) => !controlPlane.some((node) => node.name === name));
  const found = await Promise.all(others.map((name) => client.read(`/api/v1/nodes/${encodeURIComponent(name)}`)));
  return [...controlPlane, ...found.filter((node) => node !== undefined).map(nodeOf)];
}

/** By its label: the API server lets no kubelet give itself one of these (NodeRestriction). */
function nodeOf(json: unknown): ServingNode {
  return {
    name: textOf(json, 'metadata', 'name'),
    isControlPlane: textIn(json, 'metadata', 'labels', CONTROL_PLANE) !== undefined,
    addresses: listOf(json, 'status', 'addresses').map((address) => ({
      type: textOf(address, 'type'),
      address: textOf(address, 'address'),
    })),
  };
}

/** The whole object goes back with one condition more: its resourceVersion makes that a compare-and-set. */
async function answered(client: ApiClient, asked: ServingRequest, { kind, why }: ServingAnswer): Promise<boolean> {
  const path = `${requests}/${encodeURIComponent(asked.name)}`;
  const found = await client.read(path);
  if (found === undefined || !isPending(found)) return false;
  if (textOf(found, 'metadata', 'resourceVersion') !== asked.resourceVersion) return false;
  const condition = {
    type: kind === 'approve' ? 'Approved' : 'Denied',
    status: 'True',
    reason: kind === 'approve' ? 'PerennialApprove' : 'PerennialDeny',
    message: why.slice(0, 1000),
  };
  const status = typeof found['status'] === 'object' ? found['status'] : {};
  const body = { type: 'application/json', json: { ...found, status: { ...status, conditions: [condition] } } };
  const response = await client.ask({ method: 'PUT', path: `${path}/approval`, body });
  if (response.status === 200) return true;
  if ([404, 409].includes(response.status)) return false;
  throw badAnswer(`answering the request ${asked.name}`, response);
}
