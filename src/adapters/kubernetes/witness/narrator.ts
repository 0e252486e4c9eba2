import type { Tell } from '../../../ports/news.ts';

/** A request that has ended: `failure` is undefined for a success, else its kind. */
export type Heard = (request: { readonly sentAt: number; readonly failure: string | undefined }) => void;

export interface Narrator {
  readonly heard: Heard;
  /** Tells the counts a last time, then nothing more. */
  readonly stop: () => void;
}

const COUNTS_EVERY_MILLISECONDS = 1000;

/** Tells what all probes together have counted, every second, and each gap when a request is answered again. */
export function narrator(tell: Tell, now: () => number = () => performance.now()): Narrator {
  let [requests, failures, failedInGap, lastSuccess] = [0, 0, 0, now()];
  const tellCounts = () => tell({ kind: 'witness', requests, failures });
  const timer = setInterval(tellCounts, COUNTS_EVERY_MILLISECONDS);
  return {
    heard: ({ sentAt, failure }) => {
      requests += 1;
      if (failure === undefined) {
        if (failedInGap > 0)
          tell({ kind: 'api-gap', milliseconds: Math.round(now() - lastSuccess), failures: failedInGap });
        [failedInGap, lastSuccess] = [0, now()];
        return;
      }
      failures += 1;
      // Another request has been answered since it was sent: it failed late, or alone, and neither is a gap.
      if (sentAt >= lastSuccess) failedInGap += 1;
    },
    stop: () => {
      clearInterval(timer);
      tellCounts();
    },
  };
}
