import { type Filter, noFilter } from './filter.ts';
import { type Zoom, zooms } from './scale.ts';
import { urgencies } from './urgency.ts';

/** What a link to the page can say: a filter is sent to a colleague, a certificate is opened from an alert. */
export interface Address {
  readonly filter: Filter;
  readonly zoom: Zoom;
  readonly groupedBy: 'node' | 'certificate';
  readonly sortedBy: SortKey;
  readonly isDescending: boolean;
  /** Id of the certificate that is open. */
  readonly open: string;
}

export const sortKeys = ['name', 'node', 'end', 'due', 'status'] as const;
export type SortKey = (typeof sortKeys)[number];

/** From the query of an address; what means nothing is left out. */
export function addressOf(query: string): Address {
  const given = new URLSearchParams(query);
  const word = (name: string): string => (given.get(name) ?? '').slice(0, 200);
  const sort = word('sort');
  return {
    filter: {
      words: word('q'),
      urgency: urgencies.find((one) => one === word('urgency')) ?? '',
      cluster: word('cluster'),
      node: word('node'),
      endsFrom: dayIn(word('from')),
      endsBefore: dayIn(word('before')),
    },
    zoom: zooms.find((one) => one === word('zoom')) ?? '1y',
    groupedBy: word('group') === 'certificate' ? 'certificate' : 'node',
    sortedBy: sortKeys.find((key) => key === sort.replace(/^-/, '')) ?? 'end',
    isDescending: sort.startsWith('-'),
    open: word('open'),
  };
}

/** The query that says it, with a leading `?`; empty where everything is as it is at first. */
export function queryOf(address: Address): string {
  const { filter, zoom, groupedBy, sortedBy, isDescending, open } = address;
  const said = [
    ...Object.entries(filterParameters(filter)),
    ['zoom', zoom === '1y' ? '' : zoom],
    ['group', groupedBy === 'node' ? '' : groupedBy],
    ['sort', sortedBy === 'end' && !isDescending ? '' : `${isDescending ? '-' : ''}${sortedBy}`],
    ['open', open],
  ].filter(([, value]) => value !== '');
  return said.length === 0 ? '' : `?${new URLSearchParams(Object.fromEntries(said) as Record<string, string>)}`;
}

/** As the API understands a filter too. */
export function filterParameters(filter: Filter): Readonly<Record<string, string>> {
  const { words, urgency, cluster, node, endsFrom, endsBefore } = { ...noFilter, ...filter };
  return { q: words, urgency, cluster, node, from: dayText(endsFrom), before: dayText(endsBefore) };
}

const dayText = (at: number | undefined): string => (at === undefined ? '' : new Date(at).toISOString().slice(0, 10));

function dayIn(text: string): number | undefined {
  const at = /^\d{4}-\d\d-\d\d$/.test(text) ? Date.parse(text) : NaN;
  return Number.isNaN(at) ? undefined : at;
}
