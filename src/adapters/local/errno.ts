import { PerennialError, reasonOf } from '../../core/errors.ts';
import type { ErrorCode, ErrorDetails } from '../../core/errors.ts';
import type { Reading } from '../../core/inventory.ts';
import type { Path } from '../../core/names.ts';

/** The operating system's error as one of ours. `doing` continues "cannot ". */
export function fileError(thrown: unknown, path: Path, doing: string): PerennialError {
  if (thrown instanceof PerennialError) return thrown;
  const known = meanings[codeOf(thrown)];
  const details: ErrorDetails = {
    file: path,
    cause: thrown,
    ...(known?.hint === undefined ? {} : { hint: known.hint }),
  };
  return new PerennialError(known?.code ?? 'file-unreadable', `cannot ${doing} ${path}: ${wordsOf(thrown)}`, details);
}

/** What a file that could not be opened is in an inventory. */
export function readingOf(thrown: unknown): Reading<never> {
  const code = codeOf(thrown);
  if (code === 'ENOENT') return { kind: 'missing' };
  const reason =
    code === 'EACCES' || code === 'EPERM'
      ? 'permission'
      : ['ENOTDIR', 'EISDIR', 'ELOOP', 'ENXIO', 'ENAMETOOLONG'].includes(code)
        ? 'not-a-file'
        : 'io';
  return { kind: 'unreadable', reason, detail: wordsOf(thrown) };
}

/** Whether the operating system said one of these. */
export function isErrno(thrown: unknown, ...codes: readonly string[]): boolean {
  return codes.includes(codeOf(thrown));
}

/** An error as the operating system would raise it. */
export function errno(code: string, message: string): Error & { readonly code: string } {
  return Object.assign(new Error(message), { code });
}

interface Meaning {
  readonly code?: ErrorCode;
  readonly words: string;
  readonly hint?: string;
}

const diskFull: Meaning = { code: 'disk-full', words: 'no space left', hint: 'make room on this file system' };
const forbidden: Meaning = { code: 'permission', words: 'permission denied', hint: 'run as root' };

const meanings: Readonly<Record<string, Meaning>> = {
  ENOSPC: diskFull,
  EDQUOT: diskFull,
  EROFS: { code: 'read-only', words: 'the file system is read-only', hint: 'mount it writable, or look why it is not' },
  EACCES: forbidden,
  EPERM: { code: 'permission', words: 'not permitted', hint: 'run as root, and see lsattr for an immutable file' },
  ENOENT: { words: 'it does not exist' },
  ENOTDIR: { words: 'something on its path is not a folder' },
  EISDIR: { words: 'it is a directory' },
  ELOOP: { words: 'links lead in a circle' },
  EBUSY: { words: 'it is in use', hint: 'a file that is mounted by itself cannot be replaced' },
  ENAMETOOLONG: { words: 'the name is too long' },
  EIO: { words: 'input/output error', hint: 'the disk may be failing' },
};

function codeOf(thrown: unknown): string {
  const code: unknown = thrown instanceof Error && 'code' in thrown ? thrown.code : undefined;
  return typeof code === 'string' ? code : '';
}

function wordsOf(thrown: unknown): string {
  return meanings[codeOf(thrown)]?.words ?? reasonOf(thrown);
}
