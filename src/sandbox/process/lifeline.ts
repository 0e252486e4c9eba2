import { once } from 'node:events';

/** Ends this process when its parent goes, however it went: the other end of standard input closes with it. */
export function endWithParent(): void {
  process.stdin.resume();
  process.stdin.on('end', () => process.exit(0));
  process.stdin.on('error', () => process.exit(0));
}

/** Resolves at the parent's first word: what this process works on is there. */
export async function parentSaysBegin(): Promise<void> {
  await once(process.stdin, 'data');
}

/** Tells the parent, once, that this process does its work. */
export function sayReady(): void {
  process.stdout.write('ready\n');
}
