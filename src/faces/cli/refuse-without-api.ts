import { PerennialError } from '../../core/errors.ts';
import type { Call } from './answer.ts';

/** Nodes know of each other through the API server alone. */
export function refuseWithoutApi({ given }: Call, option: string): void {
  if (given.root === undefined && given.offline !== true) return;
  const other = given.root === undefined ? '--offline' : '--root';
  throw new PerennialError('usage', `${option} asks the API server, and ${other} does without it`);
}
