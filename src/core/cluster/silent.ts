import type { NodeReport } from './node-report.ts';

/** A look may be missed: a machine was off for a day. Three are a schedule that does not run. */
const LOOKS = 3;

/** Whether a node was not looked at for so long that nobody knows how it is now. */
export const isSilent = ({ takenAt, look }: Pick<NodeReport, 'takenAt' | 'look'>, now: number): boolean =>
  now - takenAt > LOOKS * look;
