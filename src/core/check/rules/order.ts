import { unknownCanary } from '../../schedule/order.ts';
import type { Rule } from '../rule.ts';

/** Said from the first day on: the schedules of all nodes would wait for it when something is due. */
export const canaryUnknown: Rule = ({ controlPlanes }, { order }) => {
  const message = controlPlanes.kind === 'read' ? unknownCanary(order, controlPlanes.value) : undefined;
  if (message === undefined) return [];
  return [{ code: 'canary-unknown', severity: 'warning', subject: order.canary ?? '', message }];
};
