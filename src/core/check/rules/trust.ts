import type { Authority, Inventory, Leaf, ManifestFacts, Reading } from '../../inventory.ts';
import { type TrustFlag, trustFlags } from '../../kubeadm/trust-flags.ts';
import type { Path } from '../../names.ts';
import type { Certificate } from '../../x509/certificate.ts';
import { isSignedBy } from '../../x509/chain.ts';
import type { Finding, Severity } from '../finding.ts';
import type { Rule } from '../rule.ts';
import { type TrustOf, trustOf } from '../trust-of.ts';
import { startedBefore } from './trust-started.ts';

/** A component that does not trust what its authority signs: by what the file its flag names holds, or because it started before that. */
export const authorityNotTrusted: Rule = (inventory) => {
  const found = trustFlags.flatMap((row) => {
    const manifest = inventory.layout.manifests.find(({ component }) => component === row.component);
    const authority = inventory.authorities.find(({ name }) => name === row.authority);
    const path = manifest?.flags[row.flag];
    if (manifest === undefined || authority?.members.kind !== 'read' || path === undefined || path === '') return [];
    const trusted = certificatesAt(path, inventory);
    const wrong = path === authority.certificatePath ? [] : wrongFile(row, { manifest, path, trusted }, inventory);
    return [...wrong, ...startedBefore(row, { authority, path, trusted }, inventory)];
  });
  const isSame = (one: Finding, other: Finding): boolean => one.message === other.message && one.path === other.path;
  return found.filter((finding, index) => found.findIndex((other) => isSame(finding, other)) === index);
};

/** Undefined when nobody looked. */
function certificatesAt(
  path: Path,
  { authorities, trustFiles }: Inventory,
): Reading<readonly Certificate[]> | undefined {
  const authority = authorities.find(({ certificatePath }) => certificatePath === path);
  return authority?.members ?? trustFiles.find((file) => file.path === path)?.members;
}

interface Named {
  readonly manifest: ManifestFacts;
  readonly path: Path;
  readonly trusted: Reading<readonly Certificate[]> | undefined;
}

function wrongFile(row: TrustFlag, { manifest, path, trusted }: Named, inventory: Inventory): readonly Finding[] {
  const problem = problemOf(row, trusted, inventory);
  if (problem === undefined) return [];
  return [
    {
      code: 'authority-not-trusted',
      severity: problem.severity,
      subject: row.authority,
      path: manifest.path,
      message: `${row.component} verifies with ${path} (--${row.flag}), ${problem.clause}`,
      mend: 'perennial explain authority-not-trusted',
    },
  ];
}

interface Problem {
  readonly severity: Severity;
  readonly clause: string;
}

function problemOf(row: TrustFlag, trusted: Named['trusted'], inventory: Inventory): Problem | undefined {
  switch (trusted?.kind) {
    case undefined:
    case 'absent-by-design':
      return { severity: 'unknown', clause: `which was not compared with the authority ${row.authority}` };
    case 'missing':
      return { severity: 'critical', clause: 'which is missing: it will not start again without it' };
    case 'unreadable':
      return { severity: 'unknown', clause: `which could not be read: ${trusted.detail}` };
    case 'read':
      return contentProblem(row, trusted.value, inventory);
  }
}

function contentProblem(row: TrustFlag, trusted: readonly Certificate[], inventory: Inventory): Problem | undefined {
  const authority = inventory.authorities.find(({ name }) => name === row.authority);
  const trust = authority === undefined ? 'whole' : trustOf(authority, trusted, inventory.takenAt);
  if (authority === undefined || trust === 'whole') return undefined;
  const leaf = inventory.leaves.find(({ name }) => name === row.orLeaf);
  return leaf === undefined ? problems(authority)[trust] : leafProblem(leaf, trusted, problems(authority)[trust]);
}

function problems({ name }: Authority): Readonly<Record<Exclude<TrustOf, 'whole'>, Problem>> {
  return {
    none: { severity: 'critical', clause: `which does not hold the authority ${name}` },
    part: { severity: 'warning', clause: `which holds only some of the authorities in ${name}` },
    above: {
      severity: 'warning',
      clause: `which holds what signed the authority ${name}, but not ${name}: only who sends that along is trusted`,
    },
  };
}

/** A leaf that nobody could look at may be verified by the file or not. */
function leafProblem(leaf: Leaf, trusted: readonly Certificate[], problem: Problem): Problem | undefined {
  if (leaf.certificate.kind !== 'read') {
    return { severity: 'unknown', clause: `${problem.clause}, and ${leaf.name} could not be compared with it` };
  }
  const sent = [leaf.certificate.value, ...leaf.chain];
  const isVerified = sent.some((certificate) =>
    trusted.some((one) => one.fingerprint === certificate.fingerprint || isSignedBy(certificate, one)),
  );
  return isVerified ? undefined : { ...problem, clause: `${problem.clause}, nor what signed ${leaf.name}` };
}
