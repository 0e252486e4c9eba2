import { authorityRowsOf, leafRowsOf, type Row } from '../check/rows.ts';
import { verdictOf } from '../check/verdict.ts';
import { nodeReportOf, type Looked } from '../cluster/report-of.ts';
import type { Leaf } from '../inventory.ts';
import type { CertificateOverview, NodeOverview } from './overview.ts';

/** The node that was just looked at: everything there is to say, where a report of it is kept short. */
export function overviewOfNode(looked: Looked, cluster?: string): NodeOverview {
  const { inventory, findings, policy } = looked;
  const report = nodeReportOf(looked, undefined);
  const { version, kubernetesVersion, look, nextOpening, conditions } = report;
  const { lastRun, failed, lastRenewal, runsUnseen } = report;
  const { status, sentence } = verdictOf(findings, inventory);
  const leaves = new Map(inventory.leaves.map((leaf) => [leaf.name, leaf]));
  const rows = [...authorityRowsOf(inventory, findings), ...leafRowsOf(inventory, findings, policy)];
  return {
    ...(cluster !== undefined && { cluster }),
    node: inventory.node,
    seen: {
      kind: 'seen',
      takenAt: inventory.takenAt,
      version,
      ...(kubernetesVersion !== undefined && { kubernetesVersion }),
      look,
      verdict: { status, sentence },
      findings,
      certificates: rows.map((row) => certificateOverview(row, leafOf(row, leaves))),
      unreadable: inventory.unreadable.map(({ what, path, reason }) => ({
        what,
        ...(path !== undefined && { path }),
        reason,
      })),
      ...(inventory.reach !== 'full' && { apiUnasked: true as const }),
      openRuns: inventory.openRuns,
      ...(runsUnseen === true && { runsUnseen }),
      ...(lastRun !== undefined && { lastRun }),
      ...(failed !== undefined && { failed }),
      ...(lastRenewal !== undefined && { lastRenewal }),
      ...(nextOpening !== undefined && { nextOpening }),
      conditions,
    },
  };
}

const leafOf = ({ name, kind }: Row, leaves: ReadonlyMap<string, Leaf>): Leaf | undefined =>
  kind === 'authority' ? undefined : leaves.get(name);

function certificateOverview(row: Row, leaf: Leaf | undefined): CertificateOverview {
  const { name, kind, status, path, authority, externallyManaged, expiresAt, renewalDueAt, served, certificate } = row;
  const user = leaf?.kubeconfig?.user;
  return {
    name,
    kind,
    status,
    path,
    ...(authority !== undefined && { authority }),
    externallyManaged,
    usedBy: leaf?.usedBy ?? [],
    ...(expiresAt !== undefined && { expiresAt }),
    ...(renewalDueAt !== undefined && { renewalDueAt }),
    ...(served !== undefined && { served }),
    ...(user !== undefined && { kubeconfigUser: user }),
    ...(certificate !== undefined && {
      notBefore: certificate.notBefore,
      notAfter: certificate.notAfter,
      serial: certificate.serial,
      fingerprint: certificate.fingerprint,
      subject: certificate.subject.text,
      issuer: certificate.issuer.text,
      key: certificate.key.text,
      names: [...certificate.dnsNames, ...certificate.ipAddresses, ...certificate.otherNames],
      usages: certificate.extendedKeyUsages,
    }),
  };
}
