import { dateText } from '../check/words.ts';
import type { Instant } from '../instant.ts';
import { placeOf, type SeenNode } from '../overview/seen-nodes.ts';
import type { CalendarEvent } from './calendar-event.ts';
import { reminders } from './reminders.ts';

/** Until when an authority of a cluster, or of a node of which nobody named the cluster, can sign. */
export interface Horizon {
  readonly cluster: string;
  /** Empty for an authority of a whole cluster. */
  readonly node: string;
  readonly name: string;
  readonly endsAt: Instant;
  readonly begunAt: Instant;
}

/**
 * One for each authority, however many nodes have it. In a bundle the last member to end counts (the others are there until nobody
 * needs them any more); between nodes the one that ends first.
 */
export function horizonsOf(nodes: readonly SeenNode[]): readonly Horizon[] {
  const all = nodes.flatMap(horizonsOn);
  const same = Map.groupBy(all, ({ cluster, node, name }) => JSON.stringify([cluster, node, name]));
  return [...same.values()].flatMap((ones) => ones.toSorted((one, other) => one.endsAt - other.endsAt).slice(0, 1));
}

function horizonsOn({ cluster, node, facts }: SeenNode): readonly Horizon[] {
  const members = facts.certificates.flatMap(({ kind, name, expiresAt, notBefore = expiresAt }) =>
    kind === 'authority' && expiresAt !== undefined && notBefore !== undefined
      ? [
          {
            cluster: cluster ?? '',
            node: cluster === undefined ? node : '',
            name,
            endsAt: expiresAt,
            begunAt: notBefore,
          },
        ]
      : [],
  );
  const bundles = Map.groupBy(members, ({ name }) => name);
  return [...bundles.values()].flatMap((bundle) =>
    bundle.toSorted((one, other) => other.endsAt - one.endsAt).slice(0, 1),
  );
}

/** No schedule replaces an authority: whoever does has to plan it. */
const LEAD_DAYS: readonly number[] = [365, 90, 30];

export function authorityEvents({ cluster, node, name, endsAt, begunAt }: Horizon): readonly CalendarEvent[] {
  const owner = node === '' ? cluster : placeOf({ node });
  const told = {
    key: ['authority', cluster, node, name],
    movedAt: begunAt,
    detail: `The authority ${name} of ${owner} ends ${dateText(endsAt)}. Nothing that it signed is accepted after that, and renewals do not move it: replace it before.`,
  };
  const ends: CalendarEvent = {
    ...told,
    kind: 'authority-ends',
    key: ['ends', ...told.key],
    at: endsAt,
    title: `Ends: authority ${name} of ${owner}`,
  };
  const titleOf = (daysLeft: number) => `${String(daysLeft)} days left: authority ${name} of ${owner}`;
  return [...reminders({ ...told, at: endsAt, titleOf }, LEAD_DAYS), ends];
}
