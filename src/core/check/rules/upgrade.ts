import { type Upgrade, upgradesIn } from '../../history/upgrades.ts';
import { seenIn } from '../../history/look.ts';
import type { Inventory } from '../../inventory.ts';
import type { Rule } from '../rule.ts';
import { dateText, listed } from '../words.ts';

/** Who upgrades to renew should know what the last upgrade did not: kubeadm skips every component whose manifest stays the same. */
export const upgradeLeftOut: Rule = ({ history: { earlier, look } }) => {
  const looks = earlier.kind === 'read' ? [...earlier.value.looks, look] : [];
  const last = upgradesIn(looks).at(-1);
  if (last === undefined) return [];
  const names = stillThere(last, looks, look);
  if (names.length === 0) return [];
  return [
    {
      code: 'upgrade-left-out',
      severity: 'info',
      subject: 'kubeadm upgrade',
      message: `${upgradeWords(last)} did not renew ${listed(names)}`,
      mend: `perennial renew ${names.join(' ')}`,
    },
  ];
};

/** Those that it left out and nobody has renewed since. */
function stillThere(
  { by, leftOut }: Upgrade,
  looks: readonly Inventory['history']['look'][],
  now: Inventory['history']['look'],
) {
  const then = looks.find(({ at }) => at === by);
  return leftOut.filter((name) => then !== undefined && seenIn(then, name)?.serial === seenIn(now, name)?.serial);
}

/** `the upgrade to v1.36.3, seen 2026-11-24 14:50 UTC,`. */
export function upgradeWords({ from, to, by }: Upgrade): string {
  const what = from === to ? `the upgrade from ${to} to the same version` : `the upgrade from ${from} to ${to}`;
  return `${what}, seen on ${dateText(by)},`;
}
