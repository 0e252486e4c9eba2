import type { Overview } from '../../src/core/overview/overview.ts';
import type { RunProgress } from '../../src/core/plan/run-progress.ts';

export interface Heard {
  readonly overviews: readonly Overview[];
  readonly runs: readonly RunProgress[];
  /** Lets go of the stream. */
  readonly leave: () => void;
}

/** What the event stream of a server says from now on; the lists grow. */
export async function heardFrom(address: string): Promise<Heard> {
  const leaving = new AbortController();
  const { body, status } = await fetch(`${address}api/v1/events`, { signal: leaving.signal });
  if (body === null || status !== 200) throw new Error(`events: ${String(status)}`);
  const [overviews, runs]: [Overview[], RunProgress[]] = [[], []];
  void (async () => {
    let text = '';
    for await (const chunk of body.pipeThrough(new TextDecoderStream())) {
      const events = `${text}${chunk}`.split('\n\n');
      text = events.pop() ?? '';
      for (const event of events) {
        const [, data = 'null'] = /^data: ?(.*)$/m.exec(event) ?? [];
        if (/^event: overview$/m.test(event)) overviews.push(JSON.parse(data) as Overview);
        if (/^event: run$/m.test(event)) runs.push(JSON.parse(data) as RunProgress);
      }
    }
  })().catch(() => undefined);
  return { overviews, runs, leave: () => leaving.abort() };
}
