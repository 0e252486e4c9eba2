import type { Instant } from '../instant.ts';
import type { Plan } from './plan.ts';
import { type RecordedRun, stateOf } from './run-state.ts';

/** What may go of the past, and what must stay. */
export interface Retention {
  /** Ids of runs that go, with all they made. */
  readonly surplus: ReadonlySet<string>;
  /** Ids of runs that are still needed: open ones, and those that an open rollback undoes with what they made. */
  readonly needed: ReadonlySet<string>;
  /** Digests, in hex, of kept bytes that an open run may still want to put back or to see again. */
  readonly neededDigests: ReadonlySet<string>;
  /** Digests, in hex, of kept bytes that any run that stays names, and when the last of those runs did something. */
  readonly namedDigests: ReadonlyMap<string, Instant>;
}

/** All but the last `keepRuns` go, and none that is needed. One that was never started is over: it can only be begun anew. */
export function retentionOf(all: readonly RecordedRun[], keepRuns: number): Retention {
  const open = all.filter((run) => stateOf(run, all) === 'open');
  const needed = new Set(open.flatMap(({ id, plan }) => [id, ...undoneBy(plan)]));
  const over = all.filter(({ id }) => !needed.has(id));
  const surplus = over.slice(0, Math.max(0, over.length - keepRuns));
  return {
    surplus: new Set(surplus.map(({ id }) => id)),
    needed,
    neededDigests: new Set(open.flatMap(digestsIn)),
    namedDigests: lastNamed(all.filter((run) => !surplus.includes(run))),
  };
}

/** Whether a file holds what lets somebody act as somebody: a private key, or a credential in a kubeconfig. */
export function holdsCredential(text: string): boolean {
  return /PRIVATE KEY-----|\b(client-key-data|token|password)["']?\s*:/.test(text);
}

const undoneBy = ({ intent }: Plan): readonly string[] => (intent.kind === 'rollback' ? [intent.of] : []);

/** What an earlier run kept already and this one replaces counts from this one: it must not go while this one can be undone. */
function lastNamed(runs: readonly RecordedRun[]): ReadonlyMap<string, Instant> {
  const last = new Map<string, Instant>();
  for (const run of runs) {
    const at = run.entries.at(-1)?.at ?? run.plan.madeAt;
    for (const hex of digestsIn(run)) last.set(hex, Math.max(at, last.get(hex) ?? at));
  }
  return last;
}

const digestsIn = ({ plan }: RecordedRun): readonly string[] =>
  JSON.stringify(plan).match(/(?<=sha256:)[0-9a-f]{64}/g) ?? [];
