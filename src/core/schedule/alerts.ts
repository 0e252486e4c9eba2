import type { Blocker } from './blocker.ts';

/** Which firing alerts of a Prometheus block a schedule. */
export interface AlertPolicy {
  /** Base address, `http://prometheus.monitoring:9090`. */
  readonly url: string;
  /** An alert counts when its labels have all of these. */
  readonly match: Readonly<Record<string, string>>;
  /** Names of alerts that never count. */
  readonly ignore: readonly string[];
}

/** An alert as Prometheus has it: labels, `alertname` among them. */
export type FiringAlert = Readonly<Record<string, string>>;

/**
 * Always firing by design, or firing because a renewal is due: kubernetes-mixin's Watchdog, InfoInhibitor and
 * KubeClientCertificateExpiration.
 */
export const neverBlocking: readonly string[] = ['Watchdog', 'InfoInhibitor', 'KubeClientCertificateExpiration'];

/** One blocker for each name that fires. */
export function blockersFrom(alerts: readonly FiringAlert[], { match, ignore }: AlertPolicy): readonly Blocker[] {
  const names = alerts
    .filter((labels) => Object.entries(match).every(([label, value]) => labels[label] === value))
    .map((labels) => labels['alertname'] ?? 'an alert without a name')
    .filter((name) => !ignore.includes(name) && !isOurs(name));
  return [...new Set(names)].map((name) => ({ kind: 'alert', why: `${name} is firing` }));
}

/**
 * Of deploy/prometheus: they say that something here is due, late or broken, which a schedule sees by itself, and most of them end only
 * when it renews.
 */
const isOurs = (name: string): boolean => name.startsWith('Perennial');
