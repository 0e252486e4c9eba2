import type { Endpoint, Reading } from '../core/inventory.ts';
import type { HealthCheck } from '../core/plan/plan.ts';
import type { Certificate } from '../core/x509/certificate.ts';

/** What ports show from outside. Never trusts, never sends a credential. */
export interface Endpoints {
  /** A new TLS handshake; the certificate presented. Bounded in time: a port that accepts and says nothing is `timeout`. */
  handshake(endpoint: Endpoint): Promise<Reading<Certificate>>;
  /** GET of a health path: its status, or why there was none. */
  health(check: HealthCheck): Promise<{ readonly ok: boolean; readonly detail: string }>;
}
