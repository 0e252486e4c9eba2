import https from 'node:https';
import type { Running, Target } from './load-requests.ts';
import type { WatchFigures } from './load-report.ts';
import { gapMeter } from './load-tally.ts';

// Controller manager and scheduler renew their leases every two seconds, so this watch has something to say all the time.
const watched = '/apis/coordination.k8s.io/v1/namespaces/kube-system/leases?watch=1&timeoutSeconds=3600';
const reopenAfterMs = 200;

/** Keeps one watch open, and opens it again whenever it is cut. */
export function openWatch(target: Target, elapsedMs: () => number): Running<WatchFigures> {
  const cuts: { readonly atMs: number; readonly reason: string }[] = [];
  const gap = gapMeter(elapsedMs);
  const flowing = Promise.withResolvers<void>();
  let opened = 0;
  let events = 0;
  let stopped = false;
  let close = () => undefined as void;
  const cut = (reason: string) => {
    if (stopped) return;
    cuts.push({ atMs: Math.round(elapsedMs()), reason });
    setTimeout(open, reopenAfterMs).unref();
  };
  const heard = (chunk: Buffer) => {
    events += chunk.toString('utf8').split('\n').length - 1;
    gap.mark();
    flowing.resolve();
  };
  const open = () => {
    if (stopped) return;
    opened += 1;
    close = watchOnce(target, heard, cut);
  };
  open();
  const stop = () => {
    stopped = true;
    close();
    return Promise.resolve({ opened, cuts, events, longestGapMs: gap.longestMs() });
  };
  return { flowing: flowing.promise, stop };
}

/** Calls `cut` once, when the watch ends or could not be opened. */
function watchOnce(target: Target, heard: (chunk: Buffer) => void, cut: (reason: string) => void): () => void {
  const { server, ...tls } = target;
  let over = false;
  const end = (reason: string) => {
    if (!over) cut(reason);
    over = true;
  };
  const request = https.get(`${server}${watched}`, { ...tls, agent: false }, (response) => {
    if (response.statusCode === 200) response.on('data', heard);
    else response.resume();
    response.on('error', (error: NodeJS.ErrnoException) => end(error.code ?? error.message));
    response.on('end', () => end(response.statusCode === 200 ? 'ended' : `status ${String(response.statusCode)}`));
    response.on('close', () => end('closed'));
  });
  request.on('error', (error: NodeJS.ErrnoException) => end(error.code ?? error.message));
  return () => request.destroy();
}
