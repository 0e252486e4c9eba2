import type { Step } from '../core/plan/plan.ts';
import { awaitHealth } from './await.ts';
import type { Handler } from './handler.ts';
import { install } from './install.ts';
import { issue } from './issue.ts';
import { keep } from './keep.ts';
import { merge } from './merge.ts';
import { prove } from './prove.ts';
import { restart } from './restart.ts';

/** Adding a kind of step without its handler does not compile. */
export const handlers: { readonly [Kind in Step['kind']]: Handler<Extract<Step, { kind: Kind }>> } = {
  keep,
  issue,
  merge,
  install,
  restart,
  prove,
  await: awaitHealth,
};
