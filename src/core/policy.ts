import { DAY, MINUTE } from './instant.ts';
import type { Language } from './language/language.ts';
import type { Path } from './names.ts';
import type { HeartbeatPolicy, NotifyPolicy } from './notify/receiver.ts';
import type { AlertPolicy } from './schedule/alerts.ts';
import type { Order } from './schedule/order.ts';
import type { Window } from './schedule/window.ts';

/** What people may decide: thresholds, keys, copies, retention. Durations in milliseconds unless a percent of the lifetime. */
export interface Policy {
  readonly thresholds: Thresholds;
  /** By certificate name, over `thresholds`. */
  readonly certificates: Readonly<Record<string, Partial<Thresholds>>>;
  readonly authorities: { readonly warning: number; readonly critical: number };
  readonly keys: 'new' | 'reuse';
  /** Validity of what we issue; absent: kubeadm's configuration, else one year. */
  readonly validity?: number;
  readonly copies: readonly string[] | 'default';
  readonly onFailure: 'roll-back' | 'stop';
  /** How long new connections are refused before a component of several control planes is restarted, in milliseconds. */
  readonly drain: number;
  readonly keepRuns: number;
  readonly keepOldKeys: number;
  readonly clockTolerance: number;
  /** When a schedule may renew; absent: at any time. A person who types `renew` needs no window. */
  readonly window?: Window;
  /** How often a schedule looks, in milliseconds: a day, a week, a month. */
  readonly look: number;
  /** Whether a schedule renews outside the window what would end before it opens. */
  readonly emergency: boolean;
  /** In which order several control planes are renewed. */
  readonly order: Order;
  /** Whether a schedule answers the requests of kubelets for serving certificates. */
  readonly approveKubeletServing: boolean;
  /** Whose alerts stop a schedule; absent: nobody's. */
  readonly alerts?: AlertPolicy;
  readonly metrics: MetricsPolicy;
  /** Who is told; absent: nobody. */
  readonly notify?: NotifyPolicy;
  /** Of what is written where no locale says what its readers speak: messages and the calendar; absent: English. */
  readonly language?: Language;
  /** Who notices that nobody looks any more; absent: nobody. */
  readonly heartbeat?: HeartbeatPolicy;
  readonly serve: ServePolicy;
  /** Why nothing is changed by a schedule for now. */
  readonly hold?: string;
}

/** What monitoring is told, and where. */
export interface MetricsPolicy {
  /** Written after every look of a schedule and after every change; absent: nowhere. */
  readonly textfile?: Path;
  /** Also under the names of x509-certificate-exporter. */
  readonly compatibility?: 'x509';
}

/** Who may look at what `serve` shows: all of them paths as the node sees them, never a secret itself. */
export interface ServePolicy {
  readonly tls?: { readonly certificate: Path; readonly key: Path };
  readonly tokenFile?: Path;
  readonly clientAuthority?: Path;
}

/** A share of the lifetime is written `{ percent }`. Where both limits are given in a list, the smaller counts. */
export interface Thresholds {
  readonly warning: Threshold;
  readonly critical: Threshold;
  readonly renewal: Threshold;
}

/** Time left before the end at which something applies: `min` of the duration and the share of the lifetime. */
export interface Threshold {
  readonly duration: number;
  /** 0 to 100. */
  readonly percent: number;
}

/**
 * The shares keep short-lived certificates sensible (a lifetime of a day cannot have 14 days left); for a year the days rule.
 */
export const defaultPolicy: Policy = {
  thresholds: {
    warning: { duration: 30 * DAY, percent: 20 },
    critical: { duration: 14 * DAY, percent: 10 },
    renewal: { duration: 90 * DAY, percent: 100 / 3 },
  },
  certificates: {},
  authorities: { warning: 365 * DAY, critical: 90 * DAY },
  keys: 'new',
  copies: 'default',
  onFailure: 'roll-back',
  drain: 2000,
  keepRuns: 7,
  keepOldKeys: 30 * DAY,
  clockTolerance: 60_000,
  look: DAY,
  emergency: true,
  order: { soak: 5 * MINUTE },
  approveKubeletServing: false,
  metrics: {},
  serve: {},
};
