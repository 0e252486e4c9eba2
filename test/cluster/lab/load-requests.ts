import https from 'node:https';
import { createSecureContext, type SecureContext } from 'node:tls';
import type { RequestFigures } from './load-report.ts';
import { tally } from './load-tally.ts';
import type { Tally } from './load-tally.ts';

export interface Target {
  readonly server: string;
  readonly ca: string;
  readonly cert: string;
  readonly key: string;
}

/** Something that goes on until stopped, and then says what it saw. */
export interface Running<T> {
  readonly stop: () => Promise<T>;
  /** Resolves at the first success. */
  readonly flowing: Promise<void>;
}

const requestTimeoutMs = 2000;

/** Opens so many connections a second, each with a full handshake and one anonymous GET /readyz. */
export function newConnections(target: Target, perSecond: number, elapsedMs: () => number): Running<RequestFigures> {
  const { server, ca } = target;
  // Without an agent there is no session to resume: every connection is a new one. The CA is read once: what the load costs is
  // taken from what it looks at.
  const secureContext = createSecureContext({ ca });
  const pace = { everyMs: 1000 / perSecond, overlapping: true };
  return repeated(elapsedMs, pace, (counts) => get({ server, secureContext, agent: false }, counts));
}

/** Keeps one connection, authenticated by a client certificate, and asks on it ten times a second. */
export function keptConnection(
  target: Target,
  elapsedMs: () => number,
): Running<RequestFigures & { readonly connectionsUsed: number }> {
  const agent = new https.Agent({ keepAlive: true, maxSockets: 1 });
  const sockets = new Set<unknown>();
  const pace = { everyMs: 100, overlapping: false };
  const running = repeated(elapsedMs, pace, (counts) =>
    get({ ...target, agent, seen: (socket) => sockets.add(socket) }, counts),
  );
  const stop = async () => {
    const figures = await running.stop();
    agent.destroy();
    return { ...figures, connectionsUsed: sockets.size };
  };
  return { flowing: running.flowing, stop };
}

interface Pace {
  readonly everyMs: number;
  /** Whether a request is sent while another is under way; one connection carries one at a time. */
  readonly overlapping: boolean;
}

/** Requests at a steady rate: a late timer catches up, so the rate asked is the rate sent. */
function repeated(
  elapsedMs: () => number,
  pace: Pace,
  request: (counts: Tally) => Promise<void>,
): Running<RequestFigures> {
  const counts = tally(elapsedMs);
  const open = new Set<Promise<void>>();
  const flowing = Promise.withResolvers<void>();
  const observed: Tally = { ...counts, succeeded: (ms) => (counts.succeeded(ms), flowing.resolve()) };
  const send = () => {
    counts.sent();
    const one = request(observed).finally(() => open.delete(one));
    open.add(one);
  };
  let dueMs = elapsedMs();
  const tick = () => {
    for (; dueMs <= elapsedMs(); dueMs += pace.everyMs) if (pace.overlapping || open.size === 0) send();
  };
  const timer = setInterval(tick, Math.min(pace.everyMs, 10));
  const stop = async () => {
    clearInterval(timer);
    await Promise.all(open);
    return counts.figures();
  };
  return { flowing: flowing.promise, stop };
}

interface Get {
  readonly server: string;
  readonly ca?: string;
  readonly cert?: string;
  readonly key?: string;
  readonly secureContext?: SecureContext;
  readonly agent: https.Agent | false;
  readonly seen?: (socket: unknown) => void;
}

/** One GET /readyz; settles when it has been counted, one way or the other. */
function get(options: Get, counts: Tally): Promise<void> {
  const begin = performance.now();
  const { server, seen, ...tls } = options;
  return new Promise((resolve) => {
    const fail = (error: NodeJS.ErrnoException) => {
      counts.failed(error.code ?? error.message);
      resolve();
    };
    const request = https.get(`${server}/readyz`, { ...tls, timeout: requestTimeoutMs }, (response) => {
      response.resume();
      response.on('error', fail);
      response.on('end', () => {
        if (response.statusCode === 200) counts.succeeded(performance.now() - begin);
        else counts.failed(`status ${String(response.statusCode)}`);
        resolve();
      });
    });
    request.on('socket', (socket) => seen?.(socket));
    request.on('timeout', () => request.destroy(new Error('timeout')));
    request.on('error', fail);
  });
}
