import type { RequestOptions } from 'node:https';
import { isIP } from 'node:net';
import { checkServerIdentity, type PeerCertificate, type SecureContext } from 'node:tls';
import { httpsAddress } from '../../core/https-address.ts';
import type { ApiCredentials, ApiEndpoint, ApiTrust } from './api-credentials.ts';

/** Options of a request: a check of names that also fits an agent, and a context that node takes but its types leave out. */
export interface ApiConnection extends RequestOptions {
  readonly secureContext?: SecureContext;
  readonly checkServerIdentity?: typeof checkServerIdentity;
}

/**
 * A connection to the API server, at `endpoint` when given, else where the kubeconfig points. Its certificate must be signed
 * by the kubeconfig's authorities and name the kubeconfig's server or the endpoint.
 */
export function trustOptions(credentials: ApiTrust, endpoint?: ApiEndpoint) {
  const named = httpsAddress(new URL(credentials.server));
  const { host: server } = named;
  const target = endpoint ?? named;
  return {
    host: target.host,
    port: target.port,
    ca: credentials.caPem,
    servername: isIP(server) === 0 ? server : '',
    checkServerIdentity: (_name: string, certificate: PeerCertificate) =>
      checkServerIdentity(target.host, certificate) && checkServerIdentity(server, certificate),
  };
}

/** What a client shows of itself in the handshake; a token is shown in each request. */
export function credentialOptions(credentials: ApiCredentials) {
  return 'token' in credentials ? {} : { cert: credentials.certificatePem, key: credentials.privateKeyPem };
}
