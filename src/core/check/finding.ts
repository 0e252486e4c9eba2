import type { Path } from '../names.ts';

/** Something a person should know. The code is the reason everywhere: plan, log, metric label, docs page. */
export interface Finding {
  readonly code: FindingCode;
  readonly severity: Severity;
  /** Name of the certificate, or of what else it is about. */
  readonly subject: string;
  readonly path?: Path;
  /** One sentence, lower case, no full stop. */
  readonly message: string;
  /** The command that mends it. */
  readonly mend?: string;
}

/** `unknown`: could not be decided, because something could not be read. */
export type Severity = 'info' | 'warning' | 'critical' | 'unknown';

export type FindingCode =
  | 'expired'
  | 'expiring'
  | 'renewal-due'
  | 'not-yet-valid'
  | 'certificate-missing'
  | 'key-missing'
  | 'key-mismatch'
  | 'not-signed-by-authority'
  | 'authority-not-trusted'
  | 'usage-wrong'
  | 'san-missing'
  | 'outlives-authority'
  | 'authority-missing'
  | 'authority-expired'
  | 'authority-expiring'
  | 'authority-key-mismatch'
  | 'authority-external'
  | 'stale'
  | 'loopback-expiring'
  | 'own-serving-expiring'
  | 'kubelet-conf-embedded'
  | 'kubelet-not-rotating'
  | 'kubelet-serving-expiring'
  | 'kubelet-serving-pending'
  | 'kubeconfig-authority-differs'
  | 'copy-outdated'
  | 'key-readable'
  | 'super-admin-present'
  | 'stray-manifest'
  | 'unknown-certificate'
  | 'weak-key'
  | 'weak-signature'
  | 'clock-off'
  | 'run-open'
  | 'upgrade-left-out'
  | 'canary-unknown'
  | 'not-served'
  | 'not-running'
  | 'unreadable'
  // Seen by comparing nodes.
  | 'node-silent'
  | 'report-unreadable'
  | 'node-failed'
  | 'authorities-differ'
  | 'service-account-keys-differ'
  | 'clock-skew'
  | 'versions-differ';
