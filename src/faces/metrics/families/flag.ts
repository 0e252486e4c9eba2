import type { Sample } from '../family.ts';

/** 1 where it holds, else 0. */
export const flag = (labels: Sample['labels'], holds: boolean): Sample => ({ labels, value: holds ? 1 : 0 });
