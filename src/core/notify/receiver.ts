import type { Path } from '../names.ts';

export const receiverKinds = ['slack', 'teams', 'discord', 'pagerduty', 'webhook', 'mail'] as const;

/** Whom to tell, and how. What is secret is in files, which are read when they are needed. */
export type Receiver = {
  readonly name: string;
  /** Problems that are less than this are not told here. */
  readonly least: 'warning' | 'critical';
  /** Certificates of the authorities that the receiver's server is trusted by; absent: those of the system. */
  readonly caFile?: Path;
} & (
  | { readonly kind: 'slack' | 'teams' | 'discord'; readonly urlFile: Path }
  | { readonly kind: 'pagerduty'; readonly url: string; readonly keyFile: Path }
  | {
      readonly kind: 'webhook';
      readonly urlFile: Path;
      /** What the body is signed with. */
      readonly secretFile?: Path;
      readonly template?: string;
    }
  | ({ readonly kind: 'mail' } & MailRoute)
);

export interface MailRoute {
  readonly host: string;
  readonly port: number;
  readonly security: 'starttls' | 'tls' | 'none';
  readonly user?: string;
  readonly passwordFile?: Path;
  readonly from: string;
  readonly to: readonly string[];
}

export interface NotifyPolicy {
  /** What messages call the cluster; absent: as kubeadm does. */
  readonly cluster?: string;
  readonly receivers: readonly Receiver[];
  readonly digest: 'weekly' | 'never';
}

/** Who notices when nobody looks any more: asked for after each look that succeeded. */
export type HeartbeatPolicy = { readonly url: string } | { readonly urlFile: Path };
