import { PerennialError } from '../core/errors.ts';
import type { Path } from '../core/names.ts';
import type { Files } from '../ports/node.ts';

/** A file's text, or why there is none; what is thrown names the file and shows nothing of it. */
export async function textAt(files: Files, path: Path): Promise<string> {
  const reading = await files.read(path);
  switch (reading.kind) {
    case 'read':
      return reading.value.bytes.toString('utf8');
    case 'missing':
      throw new PerennialError('file-unreadable', `${path} does not exist`, { file: path });
    case 'absent-by-design':
      throw new PerennialError('file-unreadable', `${path} is not there: ${reading.why}`, { file: path });
    case 'unreadable': {
      const code = reading.reason === 'permission' ? 'permission' : 'file-unreadable';
      throw new PerennialError(code, `${path} cannot be read: ${reading.detail}`, { file: path });
    }
  }
}

export async function textOrNone(files: Files, path: Path): Promise<string | undefined> {
  const reading = await files.read(path);
  return reading.kind === 'read' ? reading.value.bytes.toString('utf8') : undefined;
}
