import type { NodeName } from '../../names.ts';

/** What stands below a message. No words, so that it is the same in every language. */
export const senderOf = (node: NodeName): string => `perennial · ${node}`;
