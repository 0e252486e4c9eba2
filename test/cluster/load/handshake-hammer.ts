import { readFileSync } from 'node:fs';
import { connect, type SecureContextOptions } from 'node:tls';
import type { HammerReport, HammerRequest, LineOf } from '../etcd-handshakes.ts';

/**
 * Full handshakes against one port, one after the other on several connections at once, so as many as the machine gives.
 * Each verifies chain and proof of possession. Argument: a HammerRequest in JSON. Says `flowing` after the first that
 * succeeds; ends with its standard input; prints its report last.
 */
async function main(): Promise<void> {
  const request = JSON.parse(process.argv[2] ?? '') as HammerRequest;
  const credentials = {
    ca: readFileSync(request.authorityPath),
    cert: readFileSync(request.certificatePath),
    key: readFileSync(request.keyPath),
  };
  const tally = { handshakes: 0, failures: new Map<string, number>(), serials: new Map<string, number>() };
  let ended = false;
  process.stdin.resume().on('end', () => (ended = true));
  setTimeout(() => (ended = true), request.longestSeconds * 1000).unref();
  const begin = performance.now();
  const hammer = async () => {
    while (!ended) {
      const outcome = await handshake(request, credentials);
      tally.handshakes += 1;
      if ('failure' in outcome) count(tally.failures, outcome.failure);
      else if (count(tally.serials, outcome.serial) === 1 && tally.serials.size === 1) say({ kind: 'flowing' });
    }
  };
  await Promise.all(Array.from({ length: request.connections }, hammer));
  const { handshakes } = tally;
  const seconds = Math.round(performance.now() - begin) / 1000;
  const failed = [...tally.failures.values()].reduce((sum, one) => sum + one, 0);
  const failures = Object.fromEntries(tally.failures);
  say({ kind: 'report', report: { seconds, handshakes, failed, failures, certificatesSeen: tally.serials.size } });
  process.exit(0);
}

type Outcome = { readonly serial: string } | { readonly failure: string };

/** A name is not sent, because 127.0.0.1 is none, and the session is never resumed. */
function handshake({ host, port }: HammerRequest, credentials: SecureContextOptions): Promise<Outcome> {
  return new Promise((resolve) => {
    const socket = connect({ host, port, timeout: 5000, ...credentials });
    const done = (outcome: Outcome) => {
      socket.destroy();
      resolve(outcome);
    };
    socket.once('secureConnect', () => done({ serial: socket.getPeerX509Certificate()?.serialNumber ?? '' }));
    socket.on('error', (error: NodeJS.ErrnoException) => done({ failure: error.code ?? error.message }));
    socket.once('timeout', () => done({ failure: 'timeout' }));
    socket.once('close', () => done({ failure: 'closed' }));
  });
}

function count(tally: Map<string, number>, kind: string): number {
  const counted = (tally.get(kind) ?? 0) + 1;
  tally.set(kind, counted);
  return counted;
}

function say(line: LineOf<HammerReport> | { readonly kind: 'flowing' }): void {
  process.stdout.write(`${JSON.stringify(line)}\n`);
}

await main();
