import type { Instant } from '../core/instant.ts';
import type { Inventory } from '../core/inventory.ts';

/**
 * Keeps clients away from a TCP port of this machine while what listens there is replaced. A connection that is open lives on, and
 * this machine's own are never refused. Throws `firewall-failed`.
 */
export interface Firewall {
  /** What it works with, `none` where nothing that could refuse is here and works. Never throws. */
  kind(): Promise<FirewallKind>;
  /** What is refused now, whichever process began it. Nothing where `kind` is `none`. */
  refusals(): Promise<readonly Refusal[]>;
  /** Answers new connections from outside with a reset from now on, over IPv4 and IPv6. Twice is as good as once. */
  refuse(refusal: Refusal): Promise<void>;
  /** Takes every refusal of this port away; one that is open already is fine. */
  admit(port: number): Promise<void>;
}

export type FirewallKind = Inventory['firewall'];

export interface Refusal {
  readonly port: number;
  /** The run that asked for it: by this mark it is known as ours. */
  readonly run: string;
  readonly since: Instant;
  /** It ends by itself then, where the kernel can tell the time to a rule: nobody may ever come back to take it away. */
  readonly until: Instant;
}
