import type { Instant } from '../instant.ts';
import type { Policy } from '../policy.ts';
import type { Blocker } from './blocker.ts';
import { nextChance } from './next-chance.ts';
import type { Opening } from './openings.ts';

/** A certificate that the policy wants renewed, and when it stops being accepted. */
export interface Due {
  readonly name: string;
  readonly end: Instant;
  /** Nobody refuses it when it has ended, so its end is no emergency. */
  readonly isHarmless?: boolean;
}

/** What a scheduled run does, decided before anything is planned. */
export type Decision =
  | { readonly kind: 'nothing-due' }
  /** `emergency`: outside the window, or although an alert fires, because a certificate ends before there is another chance. */
  | {
      readonly kind: 'renew';
      readonly emergency: boolean;
      /** A certificate ends before the next chance: other nodes in its order are not waited for. */
      readonly lastChance: boolean;
      readonly despite: readonly Blocker[];
    }
  | { readonly kind: 'wait'; readonly until: Opening; readonly endsBefore: readonly string[] }
  | { readonly kind: 'blocked'; readonly by: readonly Blocker[] };

/**
 * Whether to renew now. A certificate that ends before the window can be used again is an emergency, which neither the window nor
 * alerts nor other nodes stop where the policy allows it; every other blocker is a state in which a renewal does harm.
 * An API server that does not answer stops nothing that ends before then, emergency or not: that end may be why.
 */
export function decisionOf(
  due: readonly Due[],
  blockers: readonly Blocker[],
  policy: Pick<Policy, 'window' | 'look' | 'emergency'>,
  now: Instant,
): Decision {
  if (due.length === 0) return { kind: 'nothing-due' };
  const chance = nextChance(policy, now);
  const endsBefore = due
    .filter(({ end, isHarmless }) => isHarmless !== true && end < chance.doneBy)
    .map(({ name }) => name);
  const lastChance = policy.emergency && endsBefore.length > 0;
  if (!chance.isNow && !lastChance) return { kind: 'wait', until: chance.next, endsBefore };
  const despite = blockers.filter(({ kind }) =>
    kind === 'api-away' ? endsBefore.length > 0 : lastChance && overridable.includes(kind),
  );
  const by = blockers.filter((blocker) => !despite.includes(blocker));
  if (by.length > 0) return { kind: 'blocked', by };
  return { kind: 'renew', emergency: lastChance && (!chance.isNow || despite.length > 0), lastChance, despite };
}

/**
 * What an emergency goes ahead in spite of: each may be the doing of the very certificate that ends. An upgrade at work on this node
 * is none of them; versions that differ elsewhere are only a hint of one, and stay so for months where it stopped half way.
 */
const overridable: readonly Blocker['kind'][] = [
  'alert',
  'node-not-ready',
  'canary-unknown',
  'etcd',
  'other-failed',
  'upgrade-elsewhere',
];
