import type { FileFacts, Reading } from '../core/inventory.ts';
import type { Digest, Path } from '../core/names.ts';
import type { Content } from '../core/plan/plan.ts';

/**
 * One machine's files. Paths are as the node itself sees them; links are followed inside its root.
 * Errors are `PerennialError` with `file-unreadable`, `permission`, `disk-full`, `read-only` or `file-too-large`.
 */
export interface Files {
  /** The bytes of a regular file of at most `limit` (default 4 MiB), with its facts; never throws for what a file can be. */
  read(path: Path, limit?: number): Promise<Reading<FileContent>>;
  /** Names in the folder, sorted; a missing folder is `missing`. */
  list(folder: Path): Promise<Reading<readonly string[]>>;
  /** The same, and which names are folders themselves: a link to one is not. */
  entries(folder: Path): Promise<Reading<readonly FolderEntry[]>>;
  digest(path: Path): Promise<Digest | 'absent'>;
  /** When the file became what it is: its ctime. */
  changedAt(path: Path): Promise<number>;
  /** Where the link at the path itself points, as written; undefined where no link is. */
  linkTarget(path: Path): Promise<Path | undefined>;
}

export interface FolderEntry {
  readonly name: string;
  readonly isFolder: boolean;
}

export interface FileContent {
  readonly bytes: Buffer;
  readonly facts: FileFacts;
  /** Where links led; equal to the path asked for when there is none. */
  readonly resolved: Path;
}

/**
 * What a run may do to files: install content by name, and the private store (0700) for what it keeps and makes.
 * Everything written is fsynced, its folder too, before the call returns.
 */
export interface Store {
  /** Saves the file's bytes under their digest. Fails with `drifted` when they are not `digest`. */
  keep(path: Path, digest: Digest): Promise<void>;
  has(digest: Digest): Promise<boolean>;
  /** Saves what the run made, replacing an earlier attempt. */
  save(name: string, bytes: string): Promise<void>;
  made(name: string): Promise<string | undefined>;
  /** Which bytes `content` means, whether or not they are still in the store. */
  identity(content: Content): Promise<Digest | 'absent' | 'not made yet' | `link:${Path}`>;
  /**
   * Puts `content` at `path`: written beside it, fsynced, renamed, folder fsynced. Owner, mode, ACL and SELinux label are those
   * of the file replaced; a link is followed and stays; `create` is for a file that does not exist. `absent` removes the file.
   */
  install(
    content: Content,
    path: Path,
    create?: { readonly mode: number; readonly uid: number; readonly gid: number },
  ): Promise<void>;
  /**
   * Several files of one component: all written first, then renamed one right after the other, in order. With `itself` a link at
   * the path is replaced or removed, not followed.
   */
  installAll(
    files: readonly {
      readonly content: Content;
      readonly path: Path;
      readonly itself?: true;
      readonly create?: { readonly mode: number; readonly uid: number; readonly gid: number };
    }[],
  ): Promise<void>;
  /** Bytes free where the file would be written, and whether it could be. */
  writable(path: Path): Promise<{ readonly freeBytes: number; readonly problem?: string }>;
}
