import { createHash } from 'node:crypto';
import type { Digest } from '../../core/names.ts';

export function digestOf(bytes: Uint8Array | string): Digest {
  return `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
}
