import type { Path } from '../names.ts';

/** Whose a file or a folder is, and who may write it. */
export interface Standing {
  readonly path: Path;
  readonly uid: number;
  readonly gid: number;
  /** Permission bits, e.g. 0o755. */
  readonly mode: number;
}

/** Whether others than root may change it; who may write into a folder may put another file in the place of any in it. */
export const othersMayChange = ({ uid, gid, mode }: Standing): boolean =>
  uid !== 0 || (mode & 0o002) !== 0 || ((mode & 0o020) !== 0 && gid !== 0);
