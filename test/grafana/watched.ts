import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { threeNodes, writeFleet } from '../browser/fleet.ts';
import { servedPage } from '../browser/served-page.ts';
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
  const targets = nodes.map(async (node) => ({ name: node.name, address: (await node.serve()).address }));
  return await drawnOf(t, await Promise.all(targets), past);
}

/** The dashboard of two clusters of three nodes, whose reports one `perennial serve` has in a folder. */
export async function fleetDashboard(t: Ending): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'perennial-fleet-'));
  t.after(() => rm(folder, { recursive: true }));
  const reports = threeNodes(Date.now());
  await writeFleet(folder, { 'prod-eu': reports, 'prod-us': reports });
  const page = await servedPage('--reports', folder);
  t.after(() => page.stop());
  return await drawnOf(t, [{ name: 'fleet', address: page.address }]);
}

/** What is scraped, by the name of its instance. */
interface Target {
  readonly name: string;
  readonly address: string;
}

async function drawnOf(t: Ending, targets: readonly Target[], past?: string): Promise<string> {
  const prometheus = await runningPrometheus(t, scraping(targets), past);
  const instances = async () => (await prometheus.query('count by (instance) (perennial_certificate_info)')).length;
  while ((await instances()) < targets.length) await fetch(`http://${prometheus.address}/-/ready`);
  return await dashboardPage(t, await readFile(file, 'utf8'), prometheus.address);
}

async function thirtyDaysOf(nodes: readonly WatchedNode[]): Promise<string> {
  const scrapes = await Promise.all(nodes.map(async (node) => [node.name, await node.run('metrics')] as const));
  const metric = 'perennial_certificate_not_after_timestamp_seconds';
  return pastOf(Object.fromEntries(scrapes), { metric, days: 30, now: Math.floor(Date.now() / 1000) });
}

function scraping(targets: readonly Target[]): string {
  const configs = targets.map(
    ({ name, address }) => `      - {targets: ['${new URL(address).host}'], labels: {instance: ${name}}}`,
  );
  return `global: {scrape_interval: 1s}
scrape_configs:
  - job_name: perennial
    honor_labels: true
    static_configs:
${configs.join('\n')}
`;
}
