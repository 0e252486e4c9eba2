import { createServer as createHttps } from 'node:https';
import { createServer, type Socket } from 'node:net';
import type { TestContext } from 'node:test';
import { createSecureContext } from 'node:tls';
import { listen } from '../../src/adapters/endpoints/endpoint-servers.test-support.ts';
import { tlsEndpoints } from '../../src/adapters/endpoints/tls-endpoints.ts';
import type { Endpoint } from '../../src/core/inventory.ts';
import type { Endpoints } from '../../src/ports/endpoints.ts';
import { controlPlane } from '../crash/node.ts';
import { type MadePair, testAuthority } from '../pki.ts';

/** An API server's port, and hands beside it that are not the adapter's. Its health check is `GET /readyz`. */
export interface EndpointsSubject {
  readonly endpoints: Endpoints;
  readonly endpoint: Endpoint;
  /** From here on it presents this pair. */
  readonly serve: (pair: MadePair) => void;
  /** It ends, and nobody listens any more. */
  readonly end: () => Promise<void>;
  /** From here on it accepts and says nothing. */
  readonly hang: () => void;
}

export const endpointsSubjects: readonly {
  readonly name: string;
  readonly make: (t: TestContext) => Promise<EndpointsSubject>;
}[] = [
  { name: 'memory', make: memorySubject },
  { name: 'TLS', make: tlsSubject },
];

const authority = testAuthority({ commonName: 'kubernetes' });
export const leaf = (dates: { readonly notBefore?: number; readonly notAfter?: number } = {}): MadePair =>
  authority.leaf({ commonName: 'kube-apiserver', extendedKeyUsages: ['serverAuth'], ...dates });

async function memorySubject(): Promise<EndpointsSubject> {
  const node = controlPlane();
  const { world } = node.live();
  const component = 'kube-apiserver';
  return {
    endpoints: world.endpoints,
    endpoint: { component, host: '127.0.0.1', port: 6443 },
    serve: ({ certificatePem, privateKeyPem }) => {
      node.write('/etc/kubernetes/pki/apiserver.crt', certificatePem);
      node.write('/etc/kubernetes/pki/apiserver.key', privateKeyPem);
    },
    end: async () => {
      const running = await world.containers.running();
      await world.containers.stop(running.find((one) => one.component === component)?.id ?? '', 0);
    },
    hang: () => node.behave(component, { hangs: true }),
  };
}

/** TLS behind a door of its own: what comes in is passed on, or kept waiting. */
async function tlsSubject(t: TestContext): Promise<EndpointsSubject> {
  let hanging = false;
  const loopback = contextOf(authority.leaf({ commonName: 'apiserver-loopback-client' }));
  const tls = createHttps(
    {
      ...serverPair(leaf()),
      SNICallback: (name, answer) => answer(null, name === 'apiserver-loopback-client' ? loopback : undefined),
    },
    (request, response) => response.writeHead(request.url === '/readyz' ? 200 : 404).end(),
  );
  const door = createServer((peer: Socket) => (hanging ? undefined : tls.emit('connection', peer)));
  const port = await listen(t, door);
  return {
    endpoints: tlsEndpoints({ timeoutMilliseconds: 400 }),
    endpoint: { component: 'kube-apiserver', host: '127.0.0.1', port },
    serve: (pair) => tls.setSecureContext(serverPair(pair)),
    end: () => new Promise((resolve) => door.close(() => resolve())),
    hang: () => void (hanging = true),
  };
}

const serverPair = ({ certificatePem: cert, privateKeyPem: key }: MadePair) => ({ cert, key });
const contextOf = (pair: MadePair) => createSecureContext(serverPair(pair));
