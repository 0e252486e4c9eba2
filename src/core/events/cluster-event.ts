import type { NodeName } from '../names.ts';

/** Reasons of our Events, as `kubectl get events` shows them. */
export const eventReasons = [
  'CertificateExpiring',
  'CACertificateExpiring',
  'CertificatesRenewed',
  'CertificateRenewalFailed',
  'CertificateRolledBack',
] as const;
export type EventReason = (typeof eventReasons)[number];

/** One Event about a Node (events.k8s.io/v1), bounded as the API server bounds it. Holds no secret. */
export interface ClusterEvent {
  /** The same for the same thing in the same half hour: the API server refuses a second one. */
  readonly name: string;
  readonly node: NodeName;
  readonly type: 'Normal' | 'Warning';
  readonly reason: EventReason;
  /** What was done, or is to be done. */
  readonly action: string;
  readonly note: string;
}

/**
 * What `ValidateEventCreate` takes (kubernetes pkg/apis/core/validation/events.go): lengths in bytes. A name is a DNS subdomain.
 */
export const limits = { action: 128, note: 1024, instance: 128, name: 253 } as const;
