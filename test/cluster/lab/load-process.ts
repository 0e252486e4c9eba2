import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { keptConnection, newConnections } from './load-requests.ts';
import type { Target } from './load-requests.ts';
import type { LoadMessage, LoadReport, LoadRequest } from './load-report.ts';
import { servedCertificates } from './load-served.ts';
import { openWatch } from './load-watch.ts';

/**
 * A request load in a process of its own, so that nothing the test does delays it. Argument: a LoadRequest in JSON.
 * Says `flowing` when everything has succeeded once; ends when its standard input ends, by SIGTERM or SIGINT, or after
 * the longest time; prints its report last.
 */
async function main(): Promise<void> {
  const request = JSON.parse(process.argv[2] ?? '') as LoadRequest;
  const ended = endOf(request.longestSeconds * 1000);
  const startedAt = new Date().toISOString();
  const begin = performance.now();
  const elapsedMs = () => performance.now() - begin;
  const target = targetIn(request);
  const fresh = newConnections(target, request.newConnectionsPerSecond, elapsedMs);
  const kept = keptConnection(target, elapsedMs);
  const watch = openWatch(target, elapsedMs);
  const served = servedCertificates(request.ports, elapsedMs);
  const all = [fresh, kept, watch, served];
  void Promise.all(all.map((one) => one.flowing)).then(() => say({ kind: 'flowing' }));
  await ended;
  const [freshFigures, keptFigures] = await Promise.all([fresh.stop(), kept.stop()]);
  const report: LoadReport = {
    startedAt,
    newConnections: freshFigures,
    keptConnection: keptFigures,
    watch: await watch.stop(),
    served: await served.stop(),
    seconds: Math.round(elapsedMs()) / 1000,
  };
  say({ kind: 'report', report });
}

function endOf(longestMs: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, longestMs).unref();
    process.stdin.resume().on('end', resolve);
    process.once('SIGTERM', resolve);
    process.once('SIGINT', resolve);
  });
}

function targetIn(request: LoadRequest): Target {
  const kubeconfig = parse(readFileSync(request.kubeconfig, 'utf8')) as Kubeconfig;
  const cluster = kubeconfig.clusters[0].cluster;
  const user = kubeconfig.users[0].user;
  const text = (base64: string) => Buffer.from(base64, 'base64').toString('utf8');
  return {
    server: request.server,
    ca: text(cluster['certificate-authority-data']),
    cert: text(user['client-certificate-data']),
    key: text(user['client-key-data']),
  };
}

interface Kubeconfig {
  readonly clusters: readonly [{ readonly cluster: { readonly 'certificate-authority-data': string } }];
  readonly users: readonly [
    { readonly user: { readonly 'client-certificate-data': string; readonly 'client-key-data': string } },
  ];
}

function say(message: LoadMessage): void {
  process.stdout.write(`${JSON.stringify(message)}\n`);
}

await main();
