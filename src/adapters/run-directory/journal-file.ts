import { constants } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import { dirname } from 'node:path';
import { PerennialError } from '../../core/errors.ts';
import type { JournalEntry } from '../../core/plan/journal.ts';
import { syncFolder } from './durable.ts';
import { damagedHint, isRecord, parsedJson, savedText } from './saved-text.ts';

/** Every complete line. What follows the last line break was being written when the machine stopped, and never counted. */
export async function journalEntries(file: string): Promise<readonly JournalEntry[]> {
  const text = (await savedText(file)) ?? '';
  const lines = text.split('\n').slice(0, -1);
  return lines.map((line, index) => {
    const value = parsedJson(line, file, index + 1);
    if (isEntry(value)) return value;
    throw new PerennialError('plan-invalid', `${file}, line ${index + 1}, is not a journal entry`, {
      file,
      line: index + 1,
      hint: damagedHint,
    });
  });
}

/** Appends one line and has it on disk when it returns. */
export async function appendEntry(file: string, entry: JournalEntry): Promise<void> {
  const handle = await open(file, constants.O_RDWR | constants.O_CREAT | constants.O_NOFOLLOW, 0o600);
  try {
    const { size } = await handle.stat();
    const end = await endOfLastLine(handle, size);
    if (end < size) await handle.truncate(end);
    const line = Buffer.from(`${JSON.stringify(entry)}\n`);
    await writeAll(handle, line, end);
    await handle.datasync();
    if (size === 0) await syncFolder(dirname(file));
  } finally {
    await handle.close();
  }
}

/** A torn line is cut off before the next is written, or the two would make one that nobody can read. */
async function endOfLastLine(handle: FileHandle, size: number): Promise<number> {
  const block = Buffer.alloc(4096);
  for (let end = size; end > 0; end -= block.length) {
    const start = Math.max(0, end - block.length);
    const { bytesRead } = await handle.read(block, 0, end - start, start);
    const at = block.subarray(0, bytesRead).lastIndexOf('\n');
    if (at >= 0) return start + at + 1;
  }
  return 0;
}

async function writeAll(handle: FileHandle, bytes: Buffer, position: number): Promise<void> {
  let written = 0;
  while (written < bytes.length) {
    const { bytesWritten } = await handle.write(bytes, written, bytes.length - written, position + written);
    written += bytesWritten;
  }
}

function isEntry(value: unknown): value is JournalEntry {
  if (!isRecord(value) || typeof value['step'] !== 'string' || typeof value['at'] !== 'number') return false;
  switch (value['event']) {
    case 'started':
      return true;
    case 'done':
      return value['facts'] === undefined || hasOnlyText(value['facts']);
    case 'failed':
      return typeof value['reason'] === 'string' && typeof value['touched'] === 'boolean';
    default:
      return false;
  }
}

function hasOnlyText(facts: unknown): boolean {
  return isRecord(facts) && Object.values(facts).every((fact) => typeof fact === 'string');
}
