import { counted, durationText, listed } from '../check/words.ts';
import { DAY, type Instant } from '../instant.ts';
import { kubeadmCertificate } from '../kubeadm/certificates.ts';
import { isAtLeast } from '../kubeadm/version.ts';
import { type Look, type SeenCertificate, seenIn } from './look.ts';
import { type Upgrade, upgradesIn } from './upgrades.ts';

/** Whether upgrades alone, as often as they came so far, would keep kubeadm's certificates alive. */
export interface Cadence {
  readonly keepsAlive: 'yes' | 'no' | 'unknown';
  readonly why: string;
}

/** Judged from what was seen, for the certificate that fares worst. */
export function cadenceOf(looks: readonly Look[]): Cadence {
  const [first, last] = [looks[0], looks.at(-1)];
  if (first === undefined || last === undefined) return { keepsAlive: 'unknown', why: 'nothing was recorded yet' };
  const upgrades = upgradesIn(looks);
  const judged = last.certificates
    .filter(({ name }) => kubeadmCertificate(name) !== undefined)
    .map((certificate) => judgedOne(certificate, upgrades, looks))
    .toSorted((one, other) => one.renewals - other.renewals);
  for (const keepsAlive of ['no', 'unknown', 'yes'] as const) {
    const [worst, ...others] = judged.filter((one) => one.keepsAlive === keepsAlive);
    if (worst === undefined) continue;
    const names = [worst, ...others].filter(({ reason }) => reason === worst.reason).map(({ name }) => name);
    return { keepsAlive, why: names.length === judged.length ? worst.reason : `${listed(names)}: ${worst.reason}` };
  }
  return { keepsAlive: 'unknown', why: 'no certificate could be read' };
}

interface Judged {
  readonly name: string;
  readonly keepsAlive: Cadence['keepsAlive'];
  /** By upgrades. */
  readonly renewals: number;
  readonly reason: string;
}

function judgedOne(certificate: SeenCertificate, upgrades: readonly Upgrade[], looks: readonly Look[]): Judged {
  const { name } = certificate;
  const renewed = upgrades.filter((upgrade) => upgrade.renewed.includes(name)).map(({ by }) => by);
  const [from, to] = [looks[0]?.at ?? 0, looks.at(-1)?.at ?? 0];
  const longest = longestGap([from, ...renewed, to]);
  const lifetime = lifetimeOf(certificate, looks);
  const judged = (keepsAlive: Cadence['keepsAlive'], why: string): Judged => ({
    name,
    keepsAlive,
    renewals: renewed.length,
    reason: `it lives ${durationText(lifetime)}, and ${why}`,
  });
  if (longest >= lifetime) return judged('no', `no upgrade renewed it for ${durationText(longest)}`);
  const missed = upgrades.slice(-ENOUGH).filter(({ leftOut }) => leftOut.includes(name)).length;
  if (missed === ENOUGH) return judged('no', `the last ${ENOUGH} upgrades did not renew it`);
  if (renewed.length >= ENOUGH) return judged('yes', `upgrades renewed it at least every ${durationText(longest)}`);
  const seen = `in ${durationText(to - from)} it was seen to be renewed by ${counted(renewed.length, 'upgrade')}`;
  return judged('unknown', `${seen}: too few to tell`);
}

/** Two upgrades make the first interval. */
const ENOUGH = 2;

function longestGap(moments: readonly Instant[]): number {
  return Math.max(0, ...moments.slice(1).map((moment, index) => moment - (moments[index] ?? moment)));
}

/**
 * From the look before it came, where that is known: kubeadm before 1.31 dates a certificate back to the birth of its authority, and
 * always issues for a year (kubernetes/kubernetes#113618).
 */
function lifetimeOf({ name, serial, notBefore, notAfter }: SeenCertificate, looks: readonly Look[]): number {
  const before = looks.findLast((look) => seenIn(look, name) !== undefined && seenIn(look, name)?.serial !== serial);
  const { version = '' } = looks.at(-1)?.components['kube-apiserver'] ?? {};
  const written = notAfter - Math.max(notBefore, before?.at ?? notBefore);
  return isAtLeast(version, '1.31') === false ? Math.min(written, 365 * DAY) : written;
}
