import { dateText } from '../check/words.ts';
import type { CertificateOverview, Overview } from '../overview/overview.ts';
import { placeOf, type SeenNode, seenNodes } from '../overview/seen-nodes.ts';
import type { CalendarEvent } from './calendar-event.ts';
import { authorityEvents, horizonsOf } from './horizons.ts';
import { reminders } from './reminders.ts';

/**
 * What a calendar shows: when a schedule may renew next, when each certificate is due and when it ends, and when authorities do, with
 * days before the ends that remind of them. Of a node that was not seen nothing is known, and nothing shown.
 */
export function calendarEvents(overview: Overview): readonly CalendarEvent[] {
  const nodes = seenNodes(overview);
  const events = [
    ...windowEvents(nodes),
    ...nodes.flatMap((node) => node.facts.certificates.flatMap((certificate) => leafEvents(node, certificate))),
    ...horizonsOf(nodes).flatMap(authorityEvents),
  ];
  return events.toSorted((one, other) => one.at - other.at || (keyOf(one) < keyOf(other) ? -1 : 1));
}

const LEAD_DAYS: readonly number[] = [30, 7];

const keyOf = ({ key }: CalendarEvent): string => JSON.stringify(key);

/** Nodes of a cluster share a window: what opens at the same time is shown once. */
function windowEvents(nodes: readonly SeenNode[]): readonly CalendarEvent[] {
  const sorted = nodes.toSorted((one, other) => (one.node < other.node ? -1 : 1));
  const shared = Map.groupBy(sorted, ({ cluster, node, facts }) =>
    JSON.stringify([cluster === undefined ? ['', node] : [cluster, ''], facts.nextOpening?.opensAt]),
  );
  return [...shared.values()].flatMap(windowEvent);
}

function windowEvent(sharing: readonly SeenNode[]): readonly CalendarEvent[] {
  const [first] = sharing;
  const opening = first?.facts.nextOpening;
  if (first === undefined || opening === undefined) return [];
  const names = sharing.map(({ node }) => node).join(', ');
  const [opens, closes] = [dateText(opening.opensAt), dateText(opening.closesAt)];
  return [
    {
      kind: 'window',
      key: ['window', first.cluster ?? '', first.node],
      at: opening.opensAt,
      movedAt: opening.opensAt,
      title: `Renewal window: ${first.cluster ?? first.node}`,
      detail: `Open from ${opens} to ${closes} for ${names}. What is due is renewed then.`,
    },
  ];
}

function leafEvents(node: SeenNode, certificate: CertificateOverview): readonly CalendarEvent[] {
  const { kind, name, path, notBefore, expiresAt, renewalDueAt, authority } = certificate;
  if (kind === 'authority' || expiresAt === undefined) return [];
  const place = placeOf(node);
  const signer = authority === undefined ? '' : ` Signed by ${authority}.`;
  const detail = `${name} on ${place} ends ${dateText(expiresAt)}.${signer}`;
  const told = {
    // Only kubeadm's and the kubelet's names are there once on a node.
    key: [node.cluster ?? '', node.node, name, kind === 'copy' || kind === 'unknown' ? (path ?? '') : ''],
    movedAt: notBefore ?? expiresAt,
    detail,
  };
  const ends: CalendarEvent = {
    ...told,
    kind: 'ends',
    key: ['ends', ...told.key],
    at: expiresAt,
    title: `Ends: ${name} on ${place}`,
  };
  const due: CalendarEvent[] =
    renewalDueAt === undefined
      ? []
      : [
          {
            ...told,
            kind: 'due',
            key: ['due', ...told.key],
            at: renewalDueAt,
            title: `Renewal due: ${name} on ${place}`,
          },
        ];
  const titleOf = (daysLeft: number) => `${String(daysLeft)} days left: ${name} on ${place}`;
  return [...due, ...reminders({ ...told, at: expiresAt, titleOf }, LEAD_DAYS), ends];
}
