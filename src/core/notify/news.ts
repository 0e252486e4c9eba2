import type { NodeOverview } from '../overview/overview.ts';
import type { Message } from './message.ts';
import type { Said } from './said.ts';

/** What people are told, and what was said once they are. */
export interface News {
  readonly messages: readonly Message[];
  readonly said: Said;
}

export const noNews = (said: Said): News => ({ messages: [], said });

/** Both, one after the other. */
export function followedBy({ messages, said }: News, next: (said: Said) => News): News {
  const more = next(said);
  return { messages: [...messages, ...more.messages], said: more.said };
}

/** Of what it is news. */
export type Place = Pick<NodeOverview, 'cluster' | 'node'>;

export const placed = ({ cluster, node }: Place): Place => ({ ...(cluster !== undefined && { cluster }), node });
