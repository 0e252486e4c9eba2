import { authorityRowsOf, leafRowsOf, type Row } from '../check/rows.ts';
import type { Finding } from '../check/finding.ts';
import { verdictOf } from '../check/verdict.ts';
import type { Inventory, Layout } from '../inventory.ts';
import type { Policy } from '../policy.ts';
import type { Due } from '../schedule/decision.ts';
import { nextUsableOpening } from '../schedule/openings.ts';
import type { Certificate } from '../x509/certificate.ts';
import { conditionsOf } from './conditions.ts';
import { limits, type NodeReport, type ReportedAuthority, type ReportedRun } from './node-report.ts';
import { type KnownRun, runStanding } from './run-standing.ts';

/** What a report is made from: one look at this node, and the runs it remembers. */
export interface Looked {
  readonly inventory: Inventory;
  /** The worst first. */
  readonly findings: readonly Finding[];
  readonly policy: Policy;
  /** Oldest first; undefined where they cannot be seen. */
  readonly runs: readonly KnownRun[] | undefined;
  /** Of perennial. */
  readonly version: string;
}

/**
 * What this node says of itself; from its previous report it keeps since when a condition holds, what was pruned since, and all
 * about runs where this reader sees none: who saw them said it.
 */
export function nodeReportOf(looked: Looked, previous: NodeReport | undefined): NodeReport {
  const { inventory, findings, policy, runs, version } = looked;
  const { takenAt, node, layout, clock, serviceAccountKey } = inventory;
  const kubernetesVersion = versionOf(layout);
  const rows = leafRowsOf(inventory, findings, policy).filter(({ kind }) => kind === 'kubeadm' || kind === 'kubelet');
  const due = dueAmong(rows, inventory);
  const { status, sentence } = verdictOf(findings, inventory);
  const standing: Standing = runs === undefined ? (previous ?? { runsUnseen: true }) : runStanding(runs, previous);
  const conditions = conditionsOf(
    { takenAt, findings, due, failed: standing.failed, isClockKnown: clock.apiServerOffsetMilliseconds !== undefined },
    previous?.conditions ?? [],
  );
  return {
    format: 1,
    node,
    takenAt,
    version,
    ...(kubernetesVersion !== undefined && { kubernetesVersion: word(kubernetesVersion) }),
    look: policy.look,
    verdict: { status, sentence: sentenced(sentence) },
    findings: findings.slice(0, limits.findings).map(({ code, severity, subject, message }) => ({
      code,
      severity,
      subject: sentenced(subject),
      message: sentenced(message),
    })),
    findingsLeftOut: Math.max(0, findings.length - limits.findings),
    certificates: rows.slice(0, limits.certificates).flatMap(reportedCertificate),
    authorities: authoritiesIn(inventory, findings),
    ...(serviceAccountKey.publicKey.kind === 'read' && {
      serviceAccountKey: serviceAccountKey.publicKey.value.publicKeyDigest,
    }),
    ...(clock.apiServerOffsetMilliseconds !== undefined && {
      clockOffsetMilliseconds: clock.apiServerOffsetMilliseconds,
    }),
    due,
    ...(policy.window !== undefined && { nextOpening: nextUsableOpening(policy.window, takenAt) }),
    ...bounded(standing),
    conditions: conditions.map((one) => ({ ...one, message: sentenced(one.message) })),
  };
}

/** What this node runs: kubeadm's configuration is the whole cluster's, and says the new version while nodes are still upgraded. */
function versionOf({ manifests, kubeadmConfig }: Layout): string | undefined {
  const declared = manifests.find(({ component }) => component === 'kube-apiserver')?.imageVersion;
  return declared || kubeadmConfig.kubernetesVersion;
}

/** By the policy and the dates alone, whether or not a renewal could be planned just now. */
function dueAmong(rows: readonly Row[], { takenAt }: Inventory): readonly Due[] {
  return rows.flatMap(({ name, expiresAt, renewalDueAt }) =>
    expiresAt !== undefined && renewalDueAt !== undefined && renewalDueAt <= takenAt ? [{ name, end: expiresAt }] : [],
  );
}

function reportedCertificate(row: Row): NodeReport['certificates'] {
  const { name, kind, authority, expiresAt, renewalDueAt, served, certificate } = row;
  if (expiresAt === undefined || certificate === undefined || (kind !== 'kubeadm' && kind !== 'kubelet')) return [];
  return [
    {
      name,
      kind,
      ...described(row, certificate),
      notAfter: expiresAt,
      ...(authority !== undefined && { authority }),
      ...(renewalDueAt !== undefined && { renewalDueAt }),
      ...(served !== undefined && { served }),
    },
  ];
}

function described({ status, path }: Row, { fingerprint, serial, notBefore, notAfter, subject, issuer }: Certificate) {
  return {
    fingerprint,
    serial: word(serial),
    status,
    path: sentenced(path),
    notBefore,
    notAfter,
    subject: sentenced(subject.text),
    issuer: sentenced(issuer.text),
  };
}

function authoritiesIn(inventory: Inventory, findings: readonly Finding[]): readonly ReportedAuthority[] {
  const rows = authorityRowsOf(inventory, findings);
  return inventory.authorities.flatMap(({ name }) => {
    const members = rows
      .filter((row) => row.name === name)
      .flatMap((row) => (row.certificate === undefined ? [] : [described(row, row.certificate)]));
    if (members.length === 0) return [];
    return [{ name, fingerprints: sortedFingerprints(members), members: members.slice(0, limits.shownMembers) }];
  });
}

/** In the order of the alphabet: the order of a bundle means nothing. */
const sortedFingerprints = (members: readonly { readonly fingerprint: string }[]): readonly string[] =>
  [...new Set(members.map(({ fingerprint }) => fingerprint))].toSorted().slice(0, limits.members);

type Standing = ReturnType<typeof runStanding> & Pick<NodeReport, 'runsUnseen'>;

function bounded({ lastRun, failed, lastRenewal, runsUnseen }: Standing): Standing {
  return {
    ...(lastRun !== undefined && { lastRun: briefly(lastRun) }),
    ...(failed !== undefined && { failed: briefly(failed) }),
    ...(lastRenewal !== undefined && { lastRenewal }),
    ...(runsUnseen === true && { runsUnseen }),
  };
}

const briefly = (run: ReportedRun): ReportedRun =>
  run.reason === undefined ? run : { ...run, reason: sentenced(run.reason) };

const word = (text: string): string => text.slice(0, limits.word);
const sentenced = (text: string): string =>
  text.length <= limits.sentence ? text : `${text.slice(0, limits.sentence - 3)}...`;
