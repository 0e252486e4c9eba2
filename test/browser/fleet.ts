import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { NodeReport, ReportedCertificate } from '../../src/core/cluster/node-report.ts';
import { DAY } from '../../src/core/instant.ts';
import { wellReport } from '../node-reports.ts';

/** A folder of reports as a platform team collects them: one folder a cluster, one file a node. */
export async function writeFleet(
  folder: string,
  clusters: Readonly<Record<string, readonly NodeReport[]>>,
): Promise<void> {
  for (const [cluster, reports] of Object.entries(clusters)) {
    await mkdir(join(folder, cluster), { recursive: true });
    for (const report of reports) await writeReport(folder, cluster, report);
  }
}

export async function writeReport(folder: string, cluster: string, report: NodeReport): Promise<void> {
  await writeFile(join(folder, cluster, `${report.node}.json`), JSON.stringify(report));
}

/** Three control planes with one certificate that ends soon and one that is due: what a page is for. */
export function threeNodes(now: number): readonly NodeReport[] {
  const soon = { code: 'expiring', severity: 'warning', subject: 'scheduler.conf' } as const;
  const due = {
    code: 'renewal-due',
    severity: 'info',
    subject: 'front-proxy-client',
    message: 'renewal is due',
  } as const;
  const endsIn = (days: number, name: string, status = 'ok') => leaf(now, name, days, status);
  const others = (days: number) => leafNames.map((name) => endsIn(days, name));
  const third = leafNames.map((name) => {
    if (name === 'scheduler.conf') return endsIn(22, name, 'expiring');
    return name === 'front-proxy-client' ? endsIn(80, name, 'renewal-due') : endsIn(212, name);
  });
  return [
    nodeReport(now, 'cp-1', others(200)),
    nodeReport(now, 'cp-2', others(131)),
    nodeReport(now, 'cp-3', third, {
      verdict: { status: 'warning', sentence: 'act soon: scheduler.conf: ends in 22 days' },
      findings: [{ ...soon, message: 'ends in 22 days' }, due],
    }),
  ];
}

/** Two hundred clusters of a node each with fifty certificates: ten thousand. */
export function manyClusters(now: number): Readonly<Record<string, readonly NodeReport[]>> {
  const names = Array.from({ length: 50 }, (_, index) => `service-${String(index)}`);
  return Object.fromEntries(
    Array.from({ length: 200 }, (_, index) => {
      const certificates = names.map((name, place) => leaf(now, name, 100 + ((index + place) % 250), 'ok'));
      const report = { ...nodeReport(now, `cp-${String(index)}`, certificates), authorities: [] };
      return [`cluster-${String(index)}`, [report]];
    }),
  );
}

const authorityOf: Readonly<Record<string, string>> = {
  apiserver: 'ca',
  'apiserver-etcd-client': 'etcd-ca',
  'apiserver-kubelet-client': 'ca',
  'front-proxy-client': 'front-proxy-ca',
  'etcd-server': 'etcd-ca',
  'etcd-peer': 'etcd-ca',
  'etcd-healthcheck-client': 'etcd-ca',
  'admin.conf': 'ca',
  'controller-manager.conf': 'ca',
  'scheduler.conf': 'ca',
};
const leafNames = Object.keys(authorityOf);
const authorityNames = ['ca', 'etcd-ca', 'front-proxy-ca'];

const nodeReport = (
  now: number,
  node: string,
  certificates: readonly ReportedCertificate[],
  changes: Partial<NodeReport> = {},
): NodeReport =>
  wellReport(node, {
    takenAt: now - 240_000,
    certificates,
    authorities: authorityNames.map((name) => authority(now, name)),
    nextOpening: { opensAt: now + 2 * DAY, closesAt: now + 2 * DAY + 7_200_000 },
    ...changes,
  });

const leaf = (now: number, name: string, days: number, status: string): ReportedCertificate => ({
  name,
  kind: 'kubeadm',
  status,
  serial: '4ED6BBB3ED1547F9',
  fingerprint: 'c'.repeat(64),
  path: name.endsWith('.conf')
    ? `/etc/kubernetes/${name}`
    : `/etc/kubernetes/pki/${name.replace('etcd-', 'etcd/')}.crt`,
  authority: authorityOf[name] ?? 'ca',
  subject: `CN=${name}`,
  issuer: `CN=${authorityOf[name] ?? 'ca'}`,
  notBefore: now - (365 - days) * DAY,
  notAfter: now + days * DAY,
  renewalDueAt: now + (days - 90) * DAY,
  ...(name !== 'admin.conf' && { served: true }),
});

const authority = (now: number, name: string): NodeReport['authorities'][number] => ({
  name,
  fingerprints: ['a'.repeat(64)],
  members: [
    {
      fingerprint: 'a'.repeat(64),
      serial: '0',
      notBefore: now - 400 * DAY,
      notAfter: now + 3250 * DAY,
      path: `/etc/kubernetes/pki/${name.replace('etcd-ca', 'etcd/ca')}.crt`,
      subject: `CN=${name}`,
      issuer: `CN=${name}`,
    },
  ],
});
