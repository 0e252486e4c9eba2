import type { ErrorCode } from './errors.ts';

/** What an operating system says of a file that it does not let be written (errno(3)), as ours: the code, and why in words. */
export const writeFailures: Readonly<Record<string, readonly [ErrorCode, string]>> = {
  EACCES: ['permission', 'permission denied'],
  EPERM: ['permission', 'permission denied'],
  EROFS: ['read-only', 'the file system is read-only'],
  ENOSPC: ['disk-full', 'the disk is full'],
  EDQUOT: ['disk-full', 'the quota is used up'],
  ENOENT: ['file-unreadable', 'its folder does not exist'],
  ENOTDIR: ['file-unreadable', 'its folder is a file'],
  EISDIR: ['file-unreadable', 'it is a folder'],
};
