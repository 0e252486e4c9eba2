import { performance } from 'node:perf_hooks';
import type { CertificateOverview, Overview } from '../../../src/core/overview/overview.ts';
import { exposition } from '../../../src/faces/metrics/exposition.ts';
import { healthyInventory, NOW } from '../../inventory.ts';
import { overviewOf } from '../../overviews.ts';

// node exposition-cost.ts COUNT: what one process needs to expose so many certificates, as one line of JSON.

const RUNS = 11;
const overview = withCertificates(Number(process.argv[2]));
const facts = { version: '1.2.3', runtime: `node ${process.version}`, runs: [] };
const before = process.memoryUsage.rss();
const runs: number[] = [];
let body = '';
for (let run = 0; run < RUNS; run += 1) {
  const begun = performance.now();
  ({ body } = await exposition(overview, facts, { format: 'text' }));
  runs.push(performance.now() - begun);
}
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
    grownMegabytes: megabytes(process.resourceUsage().maxRSS * 1024 - before),
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
