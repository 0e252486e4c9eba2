import type { OptionRow } from './command-row.ts';

/** What most commands print. */
export const textOrJson = ['text', 'json'];

export const wholeCluster: OptionRow = {
  flags: '--cluster',
  about: 'every control-plane node: this one as it is, the others by their reports',
};
