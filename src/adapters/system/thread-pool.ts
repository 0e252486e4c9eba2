import { stat } from 'node:fs';

/**
 * Gives Node's thread pool a little work every so often, until the returned function is called; does not keep the process.
 *
 * Until 2.41 glibc can lose the signal that wakes a thread (sourceware bug 25847): a file that is asked for then is read when
 * the pool is signalled next, which may be never. Seen once: `perennial rollback` stood still for eight minutes, its work done and its
 * lock held (docs/decisions/2026-11-29-a-signal-that-is-lost.md).
 */
export function keepAwake(everyMilliseconds = 1000): () => void {
  const timer = setInterval(() => stat('/', () => undefined), everyMilliseconds).unref();
  return () => clearInterval(timer);
}
