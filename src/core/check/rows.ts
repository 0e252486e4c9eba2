import type { Instant } from '../instant.ts';
import type { Authority, Inventory, Leaf, Reading } from '../inventory.ts';
import { reloadOf } from '../kubeadm/reload.ts';
import type { Path } from '../names.ts';
import type { Policy } from '../policy.ts';
import type { Certificate } from '../x509/certificate.ts';
import { severities } from './check.ts';
import type { Finding, FindingCode } from './finding.ts';
import { certificatePathOf } from './subject.ts';
import { effectiveEnd, renewalDueAt } from './thresholds.ts';
import { authorityOf, heldOf, signerOf } from './trust-path.ts';

/** One certificate and what `check` knows of it: what every table, document and page shows. */
export interface Row {
  readonly name: string;
  readonly kind: Leaf['kind'] | 'authority';
  readonly path: Path;
  readonly status: RowStatus;
  readonly reading: Reading<Certificate>['kind'];
  readonly certificate?: Certificate;
  /** When it stops being accepted: its own end or, earlier, its authority's. */
  readonly expiresAt?: Instant;
  readonly authority?: string;
  readonly externallyManaged: boolean;
  /** Whether the processes that hold it use what the file holds; absent where none holds it, or where nobody can see. */
  readonly served?: boolean;
  /** Absent where nothing here could renew it. */
  readonly renewalDueAt?: Instant;
}

/** The worst thing found about it, in one word. */
export type RowStatus = 'ok' | 'absent' | FindingCode;

/** Leaves in the inventory's order. */
export function leafRowsOf(inventory: Inventory, findings: readonly Finding[], policy: Policy): readonly Row[] {
  const bySubject = groupedBySubject(findings);
  return inventory.leaves.map((leaf) => {
    const path = certificatePathOf(leaf);
    const served = servedOf(leaf, inventory);
    return {
      name: leaf.name,
      kind: leaf.kind,
      path,
      status: statusOf(bySubject.get(leaf.name) ?? [], leaf.certificate.kind),
      reading: leaf.certificate.kind,
      ...(leaf.authority !== undefined && { authority: leaf.authority }),
      externallyManaged: authorityOf(leaf, inventory)?.key.kind === 'missing',
      ...(served !== undefined && { served }),
      ...timesOf(leaf, inventory, policy),
    };
  });
}

/** One row for each member of each authority's bundle; one for a bundle that could not be read. */
export function authorityRowsOf({ authorities }: Inventory, findings: readonly Finding[]): readonly Row[] {
  const bySubject = groupedBySubject(findings);
  return authorities.flatMap((authority) => {
    const row = authorityRow(authority, bySubject.get(authority.name) ?? []);
    if (authority.members.kind !== 'read') return [row];
    return authority.members.value.map((certificate) => ({ ...row, certificate, expiresAt: certificate.notAfter }));
  });
}

function authorityRow(authority: Authority, findings: readonly Finding[]): Row {
  return {
    name: authority.name,
    kind: 'authority',
    path: authority.certificatePath,
    status: statusOf(findings, authority.members.kind),
    reading: authority.members.kind,
    externallyManaged: authority.members.kind === 'read' && authority.key.kind === 'missing',
  };
}

/** Ten thousand certificates may lie in a folder: looked up, not searched. */
function groupedBySubject(findings: readonly Finding[]): ReadonlyMap<string, readonly Finding[]> {
  return Map.groupBy(findings, ({ subject }) => subject);
}

/** A fact worth knowing is no status, except that it is time to renew. */
function statusOf(findings: readonly Finding[], reading: Row['reading']): RowStatus {
  const telling = findings.filter(({ severity, code }) => severity !== 'info' || code === 'renewal-due');
  const worst = severities.flatMap((severity) => telling.filter((finding) => finding.severity === severity));
  return worst[0]?.code ?? (reading === 'read' ? 'ok' : 'absent');
}

function timesOf(
  leaf: Leaf,
  inventory: Inventory,
  policy: Policy,
): Pick<Row, 'certificate' | 'expiresAt' | 'renewalDueAt'> {
  const held = heldOf(leaf, inventory, policy);
  if (held === undefined) return {};
  const { certificate, authorities = [] } = held;
  const expiresAt = effectiveEnd(certificate, authorities);
  const authority = authorityOf(leaf, inventory);
  const isOurs = leaf.kind === 'kubeadm' && authority !== undefined && signerOf(authority) !== undefined;
  return { certificate, expiresAt, ...(isOurs && { renewalDueAt: renewalDueAt(held) }) };
}

/** Seen at the ports; else, where the process reads the file only when it starts, by when it started. */
function servedOf(leaf: Leaf, { served, containers }: Inventory): boolean | undefined {
  const { certificate, file } = leaf;
  if (certificate.kind !== 'read') return undefined;
  const presented = served.filter(({ leaf: name }) => name === leaf.name).map((one) => one.presented);
  const seen = presented.flatMap((one) => (one.kind === 'read' ? [one.value.fingerprint] : []));
  if (seen.length > 0) return seen.every((fingerprint) => fingerprint === certificate.value.fingerprint);
  const holders = containers.filter(({ component }) => leaf.usedBy.includes(component));
  const restarting = holders.filter(({ imageVersion }) => reloadOf(leaf.name, imageVersion).kind === 'restart');
  if (leaf.kind !== 'kubeadm' || file === undefined || restarting.length === 0) return undefined;
  return restarting.every(({ startedAt }) => startedAt >= file.changedAt);
}
