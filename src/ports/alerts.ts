import type { FiringAlert } from '../core/schedule/alerts.ts';

/** Where alerts are evaluated. */
export interface Alerts {
  /** Those that fire now at the Prometheus with this base address. Throws `alerts-unreachable` when it does not say. */
  firing(url: string): Promise<readonly FiringAlert[]>;
}
