import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Overview } from '../../src/core/overview/overview.ts';
import { exposition, expositionFormat, expositionTypes } from '../../src/faces/metrics/exposition.ts';
import type { MetricsFacts } from '../../src/faces/metrics/family.ts';
import type { Ending } from '../ending.ts';

/** The paths a Prometheus is told to scrape: as it asks for it, and always in the older text. */
const paths = ['/metrics', '/text'] as const;

export interface Scraped {
  /** `127.0.0.1:43210` */
  readonly address: string;
  /** Resolves when every path has been asked for so often: what was answered before the last time has been taken in by then. */
  askedFor(times: number): Promise<void>;
  /** Content types answered so far, by path. */
  readonly answered: ReadonlyMap<string, string>;
}

/** What perennial exposes of this overview, on a port of its own. */
export async function scraped(t: Ending, overview: Overview, facts: MetricsFacts): Promise<Scraped> {
  const answered = new Map<string, string>();
  const asked = new Map<string, number>(paths.map((path) => [path, 0]));
  const server = createServer((request, response) => {
    const path = request.url ?? '';
    const format = path === '/text' ? 'text' : expositionFormat(request.headers.accept);
    const body = [...exposition(overview, facts, { format, compatibility: 'x509' })].join('');
    response.writeHead(200, { 'content-type': expositionTypes[format] }).end(body);
    answered.set(path, expositionTypes[format]);
    asked.set(path, (asked.get(path) ?? 0) + 1);
    server.emit('asked');
  }).listen(0, '127.0.0.1');
  t.after(() => {
    server.closeAllConnections();
    server.close();
  });
  await once(server, 'listening');
  return {
    address: `127.0.0.1:${String((server.address() as AddressInfo).port)}`,
    answered,
    async askedFor(times) {
      while (![...asked.values()].every((count) => count >= times)) await once(server, 'asked');
    },
  };
}

/** A configuration that scrapes both every second, and evaluates our rules as often. */
export function scrapingConfiguration(address: string, rules: string): string {
  const job = (name: string, path: string) => `
  - job_name: ${name}
    metrics_path: ${path}
    static_configs: [{targets: ['${address}']}]
    relabel_configs: [{target_label: instance, replacement: cp-1}]`;
  return `global: {scrape_interval: 1s, evaluation_interval: 1s}
rule_files: ['${rules}']
scrape_configs:${job('openmetrics', '/metrics')}${job('text', '/text')}
`;
}
