import type { Context } from 'hono';
import { streamSSE } from 'hono/streaming';
import type { LiveEvent, LiveFeed } from './live-feed.ts';

export interface Streamed {
  readonly feed: LiveFeed;
  /** What is sent first, if anything was seen. */
  readonly first: LiveEvent | undefined;
  readonly dataOf: (event: LiveEvent) => string;
  readonly ended: () => void;
}

/** How long a browser waits before it connects again, and how often it is told that the connection lives, in milliseconds. */
const RETRY = 3000;
const PULSE = 15_000;

/** Server-sent events (HTML, 9.2). Of each kind only the newest waits for a browser that reads slowly. */
export function eventStream(context: Context, { feed, first, dataOf, ended }: Streamed): Response {
  return streamSSE(context, async (stream) => {
    const waiting = new Map<LiveEvent['kind'], LiveEvent>();
    let wake: () => void = () => undefined;
    const stop = feed.listen((event) => {
      waiting.set(event.kind, event);
      wake();
    });
    stream.onAbort(() => wake());
    const pulse = setInterval(() => wake(), PULSE);
    try {
      await stream.write(`retry: ${String(RETRY)}\n\n`);
      if (first !== undefined) waiting.set(first.kind, first);
      while (!stream.aborted && !stream.closed) {
        const events = [...waiting.values()];
        waiting.clear();
        for (const event of events) await stream.writeSSE({ event: event.kind, data: dataOf(event) });
        if (events.length === 0) await stream.write(': here\n\n');
        if (waiting.size === 0 && !stream.aborted) await new Promise<void>((resolve) => (wake = resolve));
      }
    } finally {
      clearInterval(pulse);
      stop();
      ended();
    }
  });
}
