import type { Path } from '../core/names.ts';
import type { BundleFile } from '../core/support/bundle.ts';

/** Files in one file, to be sent to somebody. */
export interface Archive {
  /**
   * A gzipped tar archive, for its owner only: the same files are the same bytes. Never replaces a file: throws `usage` where there
   * is one, and `permission`, `disk-full`, `read-only` or `file-unreadable` where it cannot be written.
   */
  write(path: Path, folder: string, files: readonly BundleFile[]): Promise<void>;
}
