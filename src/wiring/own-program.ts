import { isSea } from 'node:sea';
import { join } from 'node:path';

/** What a schedule calls: the executable itself, or that of the checkout that runs. */
export function ownProgram(): string {
  return isSea() ? process.execPath : join(import.meta.dirname, '../../bin/perennial');
}
