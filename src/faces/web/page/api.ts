import type { RunProgress } from '../../../core/plan/run-progress.ts';
import type { NodeOverview, Overview } from '../../../core/overview/overview.ts';

/** A run as /api/v1/runs/{id} and the events have it: the events leave out what every document has. */
export type RunDocument = RunProgress;

/** As /api/v1/history/{certificate} has it. */
export interface SeenSerial {
  readonly serial: string;
  readonly notAfter: number;
  readonly firstSeenAt: number;
}

export interface Listener {
  readonly overview: (overview: Overview) => void;
  readonly run: (run: RunDocument) => void;
  readonly isLive: (live: boolean) => void;
}

/** Everything as it is now, and then whenever it changes. The browser connects again by itself. */
export function listen(language: string, { overview, run, isLive }: Listener): () => void {
  const events = new EventSource(`/api/v1/events?lang=${language}`);
  events.addEventListener('overview', ({ data }: MessageEvent<string>) => overview(JSON.parse(data) as Overview));
  events.addEventListener('run', ({ data }: MessageEvent<string>) => run(JSON.parse(data) as RunDocument));
  events.addEventListener('open', () => isLive(true));
  events.addEventListener('error', () => isLive(false));
  return () => events.close();
}

export async function currentOverview(language: string): Promise<Overview> {
  const response = await fetch(`/api/v1/overview?lang=${language}`);
  if (!response.ok) throw new Error(`the overview is answered with ${String(response.status)}`);
  return (await response.json()) as { readonly takenAt: number; readonly nodes: readonly NodeOverview[] };
}

/** What the history of the node that is asked has of a certificate; nothing where it has none. */
export async function serialsOf(certificate: string): Promise<readonly SeenSerial[]> {
  const response = await fetch(`/api/v1/history/${encodeURIComponent(certificate)}`);
  if (!response.ok) return [];
  return ((await response.json()) as { readonly serials?: readonly SeenSerial[] }).serials ?? [];
}
