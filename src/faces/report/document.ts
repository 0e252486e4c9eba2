import { authorityRowsOf, leafRowsOf, type Row } from '../../core/check/rows.ts';
import type { Finding } from '../../core/check/finding.ts';
import type { Instant } from '../../core/instant.ts';
import type { Served } from '../../core/inventory.ts';
import type { Certificate } from '../../core/x509/certificate.ts';
import { secondsDate } from './dates.ts';
import type { Examined } from './examined.ts';

/** The report for programs: `-o json` and `-o yaml`. Fields are added, never changed, within an apiVersion. */
export function reportDocument(examined: Examined) {
  const { inventory, findings, verdict, policy } = examined;
  const { layout, takenAt, node, reach, clock, openRuns } = inventory;
  return {
    apiVersion: 'perennial.dev/v1',
    kind: 'Report',
    changed: false,
    msg: verdict.sentence,
    warnings: findings
      .filter(({ severity }) => severity !== 'info')
      .map(({ subject, message }) => `${subject}: ${message}`),
    node,
    takenAt: new Date(takenAt).toISOString(),
    reach,
    status: verdict.status,
    exitStatus: verdict.exitStatus,
    kubernetesVersion: layout.kubeadmConfig.kubernetesVersion ?? null,
    configurationFrom: layout.kubeadmConfig.source,
    etcd: layout.etcd,
    certificates: leafRowsOf(inventory, findings, policy).map((row) => certificateItem(row, takenAt)),
    certificateAuthorities: authorityRowsOf(inventory, findings).map((row) => authorityItem(row, takenAt)),
    findings: findings.map(findingItem),
    endpoints: inventory.served.map(endpointItem),
    containers: inventory.containers.map(({ component, id, imageVersion, startedAt }) => ({
      component,
      id,
      imageVersion,
      startedAt: new Date(startedAt).toISOString(),
    })),
    clockOffsetMilliseconds: clock.apiServerOffsetMilliseconds ?? null,
    openRuns,
  };
}

function certificateItem(row: Row, now: Instant) {
  return {
    ...authorityItem(row, now),
    kind: row.kind,
    authority: row.authority ?? null,
    served: row.served ?? null,
    renewalDue: row.renewalDueAt === undefined ? null : secondsDate(row.renewalDueAt),
  };
}

function authorityItem({ name, path, status, reading, externallyManaged, expiresAt, certificate }: Row, now: Instant) {
  return {
    name,
    path,
    status,
    reading,
    externallyManaged,
    expires: expiresAt === undefined ? null : secondsDate(expiresAt),
    residualSeconds: expiresAt === undefined ? null : Math.trunc((expiresAt - now) / 1000),
    certificate: certificate === undefined ? null : certificateFacts(certificate),
  };
}

function certificateFacts(certificate: Certificate) {
  const { serial, subject, issuer, notBefore, notAfter, dnsNames, ipAddresses, otherNames } = certificate;
  return {
    serial,
    fingerprint: certificate.fingerprint,
    subject: subject.text,
    issuer: issuer.text,
    notBefore: secondsDate(notBefore),
    notAfter: secondsDate(notAfter),
    dnsNames,
    ipAddresses,
    otherNames,
    extendedKeyUsages: certificate.extendedKeyUsages,
    key: certificate.key.text,
    signatureAlgorithm: certificate.signatureAlgorithm,
  };
}

function findingItem({ code, severity, subject, path, message, mend }: Finding) {
  return { code, severity, subject, path: path ?? null, message, mend: mend ?? null };
}

function endpointItem({ endpoint, leaf, presented }: Served) {
  return {
    ...endpoint,
    certificate: leaf ?? null,
    reading: presented.kind,
    ...(presented.kind === 'read' && {
      serial: presented.value.serial,
      notAfter: secondsDate(presented.value.notAfter),
    }),
    ...(presented.kind === 'unreadable' && { reason: presented.reason, detail: presented.detail }),
  };
}
