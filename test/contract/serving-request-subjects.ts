import type { RequestListener } from 'node:http';
import type { TestContext } from 'node:test';
import { serveApi } from '../../src/adapters/kubernetes/api-server.test-support.ts';
import { pageOf, queryOf } from '../../src/adapters/kubernetes/page.test-support.ts';
import { servingRequests } from '../../src/adapters/kubernetes/serving-requests.ts';
import { KUBELET_SERVING, type ServingNode, type ServingRequest } from '../../src/core/serving/request.ts';
import type { ServingAnswer, ServingRequests } from '../../src/ports/serving-requests.ts';
import { controlPlane } from '../crash/node.ts';

/** Requests and nodes of a cluster, and hands beside it. */
export interface ServingSubject {
  readonly requests: ServingRequests;
  /** Somebody writes to the object. */
  readonly touch: (name: string) => void;
  readonly remove: (name: string) => void;
  /** What was answered, by name. */
  readonly answers: () => Readonly<Record<string, ServingAnswer['kind']>>;
  /** Nobody listens from here on. */
  readonly end: () => Promise<void>;
}

export interface Asking {
  readonly requests: readonly ServingRequest[];
  readonly nodes: readonly ServingNode[];
}

export const servingSubjects: readonly {
  readonly name: string;
  readonly make: (t: TestContext, asking: Asking) => Promise<ServingSubject>;
}[] = [
  { name: 'memory', make: memorySubject },
  { name: 'HTTPS', make: httpsSubject },
];

async function memorySubject(_: TestContext, { requests, nodes }: Asking): Promise<ServingSubject> {
  const node = controlPlane({ servingRequests: requests, servingNodes: nodes });
  const { machine } = node;
  const { world } = node.live();
  return {
    requests: world.servingRequests,
    touch: (name) => {
      const found = machine.servingRequests.get(name);
      if (found !== undefined)
        machine.servingRequests.set(name, { ...found, request: { ...found.request, resourceVersion: 'touched' } });
    },
    remove: (name) => void machine.servingRequests.delete(name),
    answers: () =>
      Object.fromEntries(
        [...machine.servingRequests].flatMap(([name, { answer }]) =>
          answer === undefined ? [] : [[name, answer.kind]],
        ),
      ),
    end: async () => {
      const [server] = (await world.containers.running()).filter(({ component }) => component === 'kube-apiserver');
      await world.containers.stop(server?.id ?? '', 0);
    },
  };
}

const path = '/apis/certificates.k8s.io/v1/certificatesigningrequests';

interface CsrObject {
  readonly metadata: Readonly<Record<string, unknown>>;
  readonly spec: Readonly<Record<string, unknown>>;
  readonly status: { readonly conditions?: readonly { readonly type: string; readonly message: string }[] };
}

/** A real HTTPS server with as much of an API server behind it as the port asks for: compare-and-set by resourceVersion. */
async function httpsSubject(t: TestContext, { requests, nodes }: Asking): Promise<ServingSubject> {
  const objects = new Map(requests.map((request) => [request.name, objectOf(request)]));
  // Kept by servers that do not know the selector: one that is for another signer, and one that was answered.
  const strangers = [
    objectOf({ ...first(requests), name: 'client', signerName: 'kubernetes.io/kube-apiserver-client' }),
    {
      ...objectOf({ ...first(requests), name: 'answered' }),
      status: { conditions: [{ type: 'Denied', message: '' }] },
    },
  ];
  const answers = Object.fromEntries([
    [`GET ${path}`, json((query) => pageOf([...objects.values(), ...strangers], query))],
    [
      'GET /api/v1/nodes',
      json(() => ({ items: nodes.filter(({ isControlPlane }) => isControlPlane).map(nodeObject) })),
    ],
    ...nodes.map((node) => [`GET /api/v1/nodes/${node.name}`, json(() => nodeObject(node))] as const),
    ...requests.flatMap(({ name }) => [
      [`GET ${path}/${name}`, json(() => objects.get(name))] as const,
      [`PUT ${path}/${name}/approval`, approval(objects, name)] as const,
    ]),
  ]);
  const server = await serveApi(t, answers);
  return {
    requests: servingRequests({ readKubeconfig: async () => server.credentials, timeoutMilliseconds: 2000 }),
    touch: (name) => {
      const found = objects.get(name);
      if (found !== undefined)
        objects.set(name, { ...found, metadata: { ...found.metadata, resourceVersion: 'touched' } });
    },
    remove: (name) => void objects.delete(name),
    answers: () =>
      Object.fromEntries(
        [...objects].flatMap(([name, { status }]) => {
          const [condition] = status.conditions ?? [];
          return condition === undefined ? [] : [[name, condition.type === 'Approved' ? 'approve' : 'deny'] as const];
        }),
      ),
    end: async () => {
      server.server.close();
      server.cut();
    },
  };
}

function first(requests: readonly ServingRequest[]): ServingRequest {
  const [request] = requests;
  if (request === undefined) throw new Error('these tests need a request');
  return request;
}

function json(object: (query: URLSearchParams) => unknown): RequestListener {
  return (request, response) => {
    const found = object(queryOf(request));
    response
      .writeHead(found === undefined ? 404 : 200)
      .end(JSON.stringify(found ?? { kind: 'Status', message: 'not found' }));
  };
}

function approval(objects: Map<string, CsrObject>, name: string): RequestListener {
  return (request, response) => {
    let body = '';
    request.on('data', (piece: Buffer) => (body += piece.toString()));
    request.on('end', () => {
      const sent = JSON.parse(body) as CsrObject;
      const live = objects.get(name);
      const isCurrent = live?.metadata['resourceVersion'] === sent.metadata['resourceVersion'];
      const isValid = sent.status.conditions?.every((one) => 'status' in one && one.status === 'True') === true;
      if (live !== undefined && isCurrent && isValid)
        objects.set(name, { ...sent, metadata: { ...sent.metadata, resourceVersion: 'answered' } });
      response.writeHead(isCurrent && isValid ? 200 : 409).end(JSON.stringify(sent));
    });
  };
}

/** As much as an object has beside what is read of it. */
const managedFields = [{ manager: 'kubelet', fieldsV1: 'f'.repeat(2000) }];

function objectOf(request: ServingRequest): CsrObject {
  const { name, resourceVersion, createdAt, pem, ...spec } = request;
  return {
    metadata: { name, resourceVersion, creationTimestamp: new Date(createdAt).toISOString(), managedFields },
    spec: { ...spec, request: Buffer.from(pem).toString('base64'), signerName: spec.signerName || KUBELET_SERVING },
    status: {},
  };
}

function nodeObject({ name, isControlPlane, addresses }: ServingNode) {
  const labels = isControlPlane ? { 'node-role.kubernetes.io/control-plane': '' } : {};
  return { metadata: { name, labels }, status: { addresses } };
}
