import type { Path } from '../core/names.ts';

/** A file that other programs of the machine read: what node_exporter's textfile collector picks up. */
export interface Textfile {
  /**
   * All of the text, or of its parts as they are made, readable by everybody (0644), or what was there before: never a part. A link at the path itself is replaced,
   * not followed: the folder may be another user's. Where making a part throws, nothing is replaced. Errors are `PerennialError`.
   */
  replace(path: Path, text: string | Iterable<string>): Promise<void>;
}
