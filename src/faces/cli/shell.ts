import { rename, rm, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { PerennialError } from '../../core/errors.ts';
import type { ErrorCode } from '../../core/errors.ts';
import type { Reading, UnreadableReason } from '../../core/inventory.ts';
import { writeFailures } from '../../core/write-failures.ts';
import type { FileContent } from '../../ports/node.ts';
import type { Shell } from './answer.ts';
import type { Surroundings } from './surroundings.ts';

/** The machine as the person at the shell sees it: relative paths are relative to the working folder. */
export function shellOf({ shellFiles, terminal, nodePath }: Surroundings, root: string | undefined): Shell {
  const whole = (path: string) => resolve(terminal.folder, path);
  return {
    wholePath: whole,
    nodePath: (path) => nodePath(root, whole(path)),
    async text(path) {
      return textOf(await shellFiles.read(whole(path)), path);
    },
    async write(path, text) {
      try {
        await replaceFile(whole(path), text);
      } catch (thrown) {
        throw writeError(path, thrown);
      }
    },
  };
}

function textOf(reading: Reading<FileContent>, path: string): string {
  switch (reading.kind) {
    case 'read':
      return reading.value.bytes.toString('utf8');
    case 'missing':
      throw new PerennialError('file-unreadable', `${path} does not exist`, { file: path });
    case 'absent-by-design':
      throw new PerennialError('file-unreadable', `${path} cannot be read: ${reading.why}`, { file: path });
    case 'unreadable':
      throw new PerennialError(codeOf[reading.reason], `${path} cannot be read: ${reading.detail}`, { file: path });
  }
}

const codeOf: Readonly<Record<UnreadableReason, ErrorCode>> = {
  permission: 'permission',
  'too-large': 'file-too-large',
  parse: 'file-malformed',
  'not-a-file': 'file-unreadable',
  refused: 'file-unreadable',
  timeout: 'file-unreadable',
  io: 'file-unreadable',
  'no-credentials': 'file-unreadable',
  denied: 'file-unreadable',
};

/** A reader of `path` sees the old text or the new, never half of one. */
async function replaceFile(path: string, text: string): Promise<void> {
  const beside = `${path}.${String(process.pid)}.new`;
  try {
    await writeFile(beside, text, { mode: 0o600, flag: 'wx', flush: true });
    await rename(beside, path);
  } catch (thrown) {
    await rm(beside, { force: true });
    throw thrown;
  }
}

function writeError(path: string, thrown: unknown): PerennialError {
  const code = thrown instanceof Error && 'code' in thrown ? String(thrown.code) : '';
  const [kind, words] = writeFailures[code] ?? ['file-unreadable', code];
  return new PerennialError(kind, `${path} cannot be written: ${words}`, { file: path, cause: thrown });
}
