import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Ending } from '../ending.ts';
import { runningPrometheus } from '../prometheus/running-prometheus.ts';
import { dashboardPage } from './dashboard-page.ts';
import { lyingNode, runningNode, type WatchedNode } from './nodes.ts';
import { pastOf } from './past.ts';

const file = join(import.meta.dirname, '../../deploy/grafana/perennial.json');

/**
 * The dashboard of three control planes, drawn: cp-1 has just been renewed by the real command, cp-2 has 25 days left, cp-3 ran
 * out two days ago. A real Prometheus scrapes a real `perennial serve` on each, and knows the 30 days before.
 */
export async function watchedDashboard(t: Ending): Promise<string> {
  const [renewed, ...others] = await Promise.all([
    runningNode(t, 'cp-1'),
    lyingNode(t, 'cp-2', 25),
    lyingNode(t, 'cp-3', -2),
  ]);
  const nodes = [renewed, ...others];
  const past = await thirtyDaysOf(nodes);
  await renewed.run('renew', '--yes');
  const targets = await Promise.all(
    nodes.map(async (node) => ({ name: node.name, address: (await node.serve()).address })),
  );
  const prometheus = await runningPrometheus(t, scraping(targets), past);
  const scraped = async () => (await prometheus.query('perennial_certificate_info{certificate="apiserver"}')).length;
  while ((await scraped()) < nodes.length) await fetch(`http://${prometheus.address}/-/ready`);
  return await dashboardPage(t, await readFile(file, 'utf8'), prometheus.address);
}

async function thirtyDaysOf(nodes: readonly WatchedNode[]): Promise<string> {
  const scrapes = await Promise.all(nodes.map(async (node) => [node.name, await node.run('metrics')] as const));
  const metric = 'perennial_certificate_not_after_timestamp_seconds';
  return pastOf(Object.fromEntries(scrapes), { metric, days: 30, now: Math.floor(Date.now() / 1000) });
}

/** Each is one target with its node's name for an instance. */
function scraping(targets: readonly { readonly name: string; readonly address: string }[]): string {
  const configs = targets.map(
    ({ name, address }) => `      - {targets: ['${new URL(address).host}'], labels: {instance: ${name}}}`,
  );
  return `global: {scrape_interval: 1s}
scrape_configs:
  - job_name: perennial
    static_configs:
${configs.join('\n')}
`;
}
