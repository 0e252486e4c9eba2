import type { Step } from '../core/plan/plan.ts';
import { admit } from './admit.ts';
import { awaitHealth } from './await.ts';
import { gate } from './gate.ts';
import { drain } from './drain.ts';
import type { Handler } from './handler.ts';
import { heartbeat } from './heartbeat.ts';
import { install } from './install.ts';
import { issue } from './issue.ts';
import { keep } from './keep.ts';
import { merge } from './merge.ts';
import { prove } from './prove.ts';
import { refer } from './refer.ts';
import { remake } from './remake.ts';
import { restart } from './restart.ts';
import { unit } from './unit.ts';

/** Adding a kind of step without its handler does not compile. */
export const handlers: { readonly [Kind in Step['kind']]: Handler<Extract<Step, { kind: Kind }>> } = {
  keep,
  issue,
  merge,
  refer,
  install,
  drain,
  restart,
  unit,
  prove,
  await: awaitHealth,
  remake,
  heartbeat,
  gate,
  admit,
};
