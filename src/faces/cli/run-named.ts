import { PerennialError } from '../../core/errors.ts';
import { shortened } from './printable.ts';

/** The run an argument names. An id is a name, never a path: it ends up as one of a folder. */
export function runNamed([id]: readonly string[]): { readonly run?: string } {
  if (id === undefined) return {};
  if (/^[\w-]{1,100}$/.test(id)) return { run: id };
  throw new PerennialError('run-unknown', `${shortened(id)} is no id of a run`, { next: 'perennial status' });
}
