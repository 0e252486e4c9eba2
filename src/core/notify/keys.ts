import type { NodeOverview } from '../overview/overview.ts';
import type { Place } from './news.ts';
import type { Said } from './said.ts';

/** Where it is remembered what people were told of a node. Its cluster's name is no part of it: who gives one is not told all again. */
export const recordOf = ({ node }: Place, firstCode: string): string => `${node} ${firstCode}`;

/** What a message is known by to whoever gets it, in which nodes of two clusters never meet, whatever they are called. */
export const keyOf = ({ marks = {} }: Said, { node }: Place, about: string): string =>
  [marks[node], node, about].filter((part) => part !== undefined).join(' ');

/** The same with the mark of the node's cluster: the first digits of its authority's fingerprint. A look that cannot see it leaves it. */
export function withMark(said: Said, { node, seen }: NodeOverview): Said {
  const certificates = seen.kind === 'seen' ? seen.certificates : [];
  const authority = certificates.find(({ kind, name }) => kind === 'authority' && name === 'ca');
  const mark = authority?.fingerprint?.slice(0, 8);
  return mark === undefined ? said : { ...said, marks: { ...said.marks, [node]: mark } };
}
