import type { Instant } from '../instant.ts';

/** As objects of Kubernetes have them (meta/v1 Condition), but for the form of the time. */
export interface Condition {
  readonly type: ConditionType;
  readonly status: 'True' | 'False' | 'Unknown';
  /** One word, `CamelCase`. */
  readonly reason: string;
  readonly message: string;
  /** When the status became what it is: kept from publication to publication. */
  readonly lastTransitionTime: Instant;
}

export const conditionTypes = ['CertificatesValid', 'Renewed', 'ClockInStep'] as const;
export type ConditionType = (typeof conditionTypes)[number];
