import { createSecureContext } from 'node:tls';
import { type ApiConnection, credentialOptions, trustOptions } from '../api-connection.ts';
import type { ApiCredentials, ApiEndpoint } from '../api-credentials.ts';

/** How the API server is reached: as anybody, and with the credential where there is one. */
export interface WitnessConnections {
  readonly anonymous: ApiConnection;
  readonly known?: ApiConnection;
}

/**
 * Verified as other clients do, or not at all without a kubeconfig that can be used. Certificates and key are parsed once, not
 * with each connection: that is a good part of what a connection costs here.
 */
export async function witnessConnections(
  endpoint: ApiEndpoint,
  readKubeconfig: () => Promise<ApiCredentials | undefined>,
): Promise<WitnessConnections> {
  const unverified = { anonymous: { ...endpoint, rejectUnauthorized: false } };
  try {
    const credentials = await readKubeconfig();
    return credentials === undefined ? unverified : verifiedConnections(endpoint, credentials);
  } catch {
    return unverified;
  }
}

function verifiedConnections(endpoint: ApiEndpoint, credentials: ApiCredentials): WitnessConnections {
  const { ca, ...route } = trustOptions(credentials, endpoint);
  const trust = { ca };
  return {
    anonymous: { ...route, secureContext: createSecureContext(trust) },
    known: { ...route, secureContext: createSecureContext({ ...trust, ...credentialOptions(credentials) }) },
  };
}
