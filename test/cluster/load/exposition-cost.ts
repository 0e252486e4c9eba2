import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { localTextfile } from '../../../src/adapters/local/textfile.ts';
import type { CertificateOverview, Overview } from '../../../src/core/overview/overview.ts';
import { exposition } from '../../../src/faces/metrics/exposition.ts';
import { healthyInventory, NOW } from '../../inventory.ts';
import { overviewOf } from '../../overviews.ts';

// node exposition-cost.ts COUNT: what one process needs to write the textfile of so many certificates, as one line of JSON.

const RUNS = 11;
const root = await mkdtemp(join(tmpdir(), 'perennial-exposition-'));
const textfile = localTextfile({ root });
const overview = withCertificates(Number(process.argv[2]));
const facts = { version: '1.2.3', runtime: `node ${process.version}`, runs: [] };
const before = process.memoryUsage.rss();
const runs: number[] = [];
for (let run = 0; run < RUNS; run += 1) {
  const begun = performance.now();
  await textfile.replace('/perennial.prom', exposition(overview, facts, { format: 'text' }));
  runs.push(performance.now() - begun);
}
const most = process.resourceUsage().maxRSS * 1024;
const body = await readFile(join(root, 'perennial.prom'), 'utf8');
await rm(root, { recursive: true });
const [first = 0] = runs;
const median = runs.toSorted((one, other) => one - other)[Math.floor(RUNS / 2)] ?? 0;
const megabytes = (bytes: number): number => Math.round(bytes / 2 ** 20);
const samples = body.split('\n').filter((line) => line !== '' && !line.startsWith('#')).length;
console.log(
  JSON.stringify({
    certificates: Number(process.argv[2]),
    samples,
    bytes: Buffer.byteLength(body),
    firstMs: Math.round(first * 10) / 10,
    medianMs: Math.round(median * 10) / 10,
    grownMegabytes: megabytes(most - before),
    residentMegabytes: megabytes(most),
  }),
);

/** Those of one control plane, and beside them as many unknown ones as it takes: so it is where there are thousands. */
function withCertificates(count: number): Overview {
  const one = overviewOf(healthyInventory());
  const [node] = one.nodes;
  if (node?.seen.kind !== 'seen') throw new Error('a node that was looked at is seen');
  const own = node.seen.certificates.slice(0, count);
  const like = own.at(-1);
  if (like === undefined) throw new Error('a control plane has certificates');
  const others = Array.from({ length: count - own.length }, (_, index): CertificateOverview => {
    const path = `/etc/kubernetes/pki/clients/client-${String(index)}.crt`;
    return {
      ...like,
      name: path,
      path,
      kind: 'unknown',
      serial: index.toString(16),
      subject: `CN=client-${String(index)}`,
    };
  });
  return { takenAt: NOW, nodes: [{ ...node, seen: { ...node.seen, certificates: [...own, ...others] } }] };
}
