import { PerennialError } from '../../core/errors.ts';
import type { Document } from './answer.ts';
import type { Style } from './../report/style.ts';
import { printable } from './printable.ts';

/** Anything thrown, as one of our errors. What was not foreseen is `internal`. */
export function asPerennialError(thrown: unknown): PerennialError {
  if (thrown instanceof PerennialError) return thrown;
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  return new PerennialError('internal', `something unforeseen happened: ${message}`, {
    cause: thrown,
    hint: 'this is a defect of perennial; the same command with -v says where',
  });
}

/** What happened, where, what can be done, what to type next. */
export function errorText(error: PerennialError, paint: Style, verbose: boolean): string {
  const { words } = paint;
  const next = nextOf(error);
  const lines = [
    `${paint.bad(words('error:'))} ${printable(words(error.message))} ${paint.dim(`(${error.code})`)}`,
    ...(error.file === undefined ? [] : [`   ${words('at:')} ${printable(placeOf(error))}`]),
    ...(error.hint === undefined ? [] : [` ${words('hint:')} ${printable(words(error.hint))}`]),
    ...(next === undefined ? [] : [` ${words('next:')} ${printable(next)}`]),
    ...(verbose && error.code === 'internal' ? [printable(originOf(error))] : []),
  ];
  return `${lines.join('\n')}\n`;
}

export function errorDocument(error: PerennialError): Document {
  const next = nextOf(error);
  return {
    kind: 'Error',
    changed: false,
    msg: error.message,
    warnings: [],
    code: error.code,
    ...(error.file !== undefined && { file: error.file }),
    ...(error.line !== undefined && { line: error.line }),
    ...(error.hint !== undefined && { hint: error.hint }),
    ...(next !== undefined && { next }),
  };
}

/** Nobody is left without: every code has a page. */
const nextOf = ({ code, hint, next }: PerennialError): string | undefined =>
  next ?? (hint === undefined ? `perennial explain ${code}` : undefined);

const placeOf = ({ file, line }: PerennialError): string =>
  line === undefined ? `${file ?? ''}` : `${file ?? ''}:${String(line)}`;

function originOf(error: PerennialError): string {
  const { cause } = error;
  return (cause instanceof Error ? cause.stack : undefined) ?? error.stack ?? '';
}
