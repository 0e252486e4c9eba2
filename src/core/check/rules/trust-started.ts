import type { Authority, Container, Inventory, Reading } from '../../inventory.ts';
import type { TrustFlag } from '../../kubeadm/trust-flags.ts';
import { isAtLeast } from '../../kubeadm/version.ts';
import type { Path } from '../../names.ts';
import type { Certificate } from '../../x509/certificate.ts';
import type { Finding } from '../finding.ts';
import { standsFor } from '../trust-of.ts';
import { signerOf } from '../trust-path.ts';
import { dateText } from '../words.ts';

/** What a flag names, and the authority it should hold. */
interface Trusting {
  readonly authority: Authority;
  readonly path: Path;
  readonly trusted: Reading<readonly Certificate[]> | undefined;
}

/** Only an authority that did not exist when the process started is certainly unknown to it: a file's ctime also changes by a chmod. */
export function startedBefore(
  row: TrustFlag,
  { authority, path, trusted }: Trusting,
  { containers, takenAt }: Inventory,
): readonly Finding[] {
  const container = containers.find(({ component }) => component === row.component);
  if (container === undefined || !isReadOnce(row, container) || trusted?.kind !== 'read') return [];
  const members = authority.members.kind === 'read' ? authority.members.value : [];
  const young = trusted.value.filter(
    (one) => one.notBefore > container.startedAt && members.some((member) => standsFor(one, member, takenAt)),
  );
  return young.length === 0 ? [] : [finding({ authority, path, young, container })];
}

/** An image that says no version may be a new one. */
const isReadOnce = ({ readOnce, rereadSince }: TrustFlag, { imageVersion }: Container): boolean =>
  readOnce && (rereadSince === undefined || isAtLeast(imageVersion, rereadSince) === false);

function finding(found: {
  readonly authority: Authority;
  readonly path: Path;
  readonly young: readonly Certificate[];
  readonly container: Container;
}): Finding {
  const { authority, path, young, container } = found;
  const signer = signerOf(authority);
  const { component, startedAt } = container;
  return {
    code: 'authority-not-trusted',
    severity: young.some(({ fingerprint }) => fingerprint === signer?.fingerprint) ? 'critical' : 'warning',
    subject: authority.name,
    path,
    message: `${component} runs since ${dateText(startedAt)} and reads this file only when it starts, so it does not trust the authority added since`,
    mend: `perennial restart ${component}`,
  };
}
