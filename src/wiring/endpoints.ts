import type { Endpoints } from '../ports/endpoints.ts';
import { once } from './once.ts';

/** TLS clients are loaded by the first look at a port. */
export function lazyEndpoints(): Endpoints {
  const ports = once(async () => (await import('../adapters/endpoints/tls-endpoints.ts')).tlsEndpoints());
  return {
    handshake: async (endpoint) => (await ports()).handshake(endpoint),
    health: async (check) => (await ports()).health(check),
  };
}
