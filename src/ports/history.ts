import type { Reading } from '../core/inventory.ts';

/** What was seen of this node's certificates, a line for each look. Good to have; nothing may depend on it. */
export interface HistoryFile {
  /** Its text; `missing` before the first line. Never throws for what the file can be. */
  read(): Promise<Reading<string>>;
  /** Adds a line. What a crash left of an earlier line, after the last line break, goes. */
  append(line: string): Promise<void>;
  /** All of the text, or what was there before: never a part. */
  replace(text: string): Promise<void>;
}
