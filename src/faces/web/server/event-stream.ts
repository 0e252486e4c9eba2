import type { Context } from 'hono';
import { streamSSE } from 'hono/streaming';
import type { LiveEvent, LiveFeed } from './live-feed.ts';

export interface Streamed {
  readonly feed: LiveFeed;
  /** What is sent first, if anything was seen. */
  readonly first: LiveEvent | undefined;
  readonly dataOf: (event: LiveEvent) => string;
  readonly ended: () => void;
  /** Aborted when the server is about to end: the browser is told when to come again, and the stream is over. */
  readonly closing: AbortSignal;
  readonly failed: (thrown: unknown) => void;
}

/** How long a browser waits before it connects again, and after a server that ended; how often it is told that the connection lives. In milliseconds. */
const RETRY = 3000;
const RETRY_AFTER_END = 10_000;
const PULSE = 15_000;

/** Server-sent events (HTML, 9.2). Of each kind only the newest waits for a browser that reads slowly. */
export function eventStream(context: Context, streamed: Streamed): Response {
  const { feed, first, dataOf, ended, closing, failed } = streamed;
  return streamSSE(context, async (stream) => {
    const waiting = new Map<LiveEvent['kind'], LiveEvent>();
    let wake: () => void = () => undefined;
    const stop = feed.listen((event) => {
      waiting.set(event.kind, event);
      wake();
    });
    const wakeUp = () => wake();
    stream.onAbort(wakeUp);
    closing.addEventListener('abort', wakeUp);
    const pulse = setInterval(wakeUp, PULSE);
    try {
      await stream.write(`retry: ${String(RETRY)}\n\n`);
      if (first !== undefined) waiting.set(first.kind, first);
      while (!stream.aborted && !stream.closed && !closing.aborted) {
        const events = [...waiting.values()];
        waiting.clear();
        for (const event of events) await stream.writeSSE({ event: event.kind, data: dataOf(event) });
        if (events.length === 0) await stream.write(': here\n\n');
        if (waiting.size === 0 && !stream.aborted && !closing.aborted)
          await new Promise<void>((resolve) => (wake = resolve));
      }
      if (closing.aborted) await stream.write(`retry: ${String(RETRY_AFTER_END)}\n: the server ends\n\n`);
    } catch (thrown) {
      failed(thrown);
    } finally {
      closing.removeEventListener('abort', wakeUp);
      clearInterval(pulse);
      stop();
      ended();
    }
  });
}
