import type { Endpoints } from '../../ports/endpoints.ts';
import { handshake } from './handshake.ts';
import { health } from './health.ts';

/** Real ports, each look a new connection. The time limit (default 3 s) is for a whole look, connecting included. */
export function tlsEndpoints({ timeoutMilliseconds = 3000 } = {}): Endpoints {
  return {
    handshake: (endpoint) => handshake(endpoint, timeoutMilliseconds),
    health: (check) => health(check, timeoutMilliseconds),
  };
}
