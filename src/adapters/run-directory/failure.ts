import { PerennialError, reasonOf, type ErrorCode } from '../../core/errors.ts';
import { codeOf } from './durable.ts';

/** The operating system's error about a run's files as one of ours. */
function runError(thrown: unknown, path: string): PerennialError {
  if (thrown instanceof PerennialError) return thrown;
  const known = meanings[codeOf(thrown)];
  const words = known?.words ?? reasonOf(thrown);
  return new PerennialError(known?.code ?? 'file-unreadable', `cannot use ${path}: ${words}`, {
    file: path,
    cause: thrown,
    ...(known !== undefined && { hint: known.hint }),
  });
}

/** For `.catch`: throws what was thrown as an error about `path`. */
export function failing(path: string): (thrown: unknown) => never {
  return (thrown) => {
    throw runError(thrown, path);
  };
}

const diskFull = { code: 'disk-full', words: 'no space left', hint: 'make room on this file system' } as const;
const forbidden = { code: 'permission', words: 'permission denied', hint: 'run as root' } as const;

const meanings: Readonly<Record<string, { readonly code: ErrorCode; readonly words: string; readonly hint: string }>> =
  {
    ENOSPC: diskFull,
    EDQUOT: diskFull,
    EROFS: {
      code: 'read-only',
      words: 'the file system is read-only',
      hint: 'mount it writable, or look why it is not',
    },
    EACCES: forbidden,
    EPERM: forbidden,
    ENOTDIR: {
      code: 'file-unreadable',
      words: 'something on its path is not a folder',
      hint: 'move it out of the way',
    },
  };
