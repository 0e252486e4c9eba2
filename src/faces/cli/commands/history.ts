import { upgradeWords } from '../../../core/check/rules/upgrade.ts';
import { counted, dateText, listed } from '../../../core/check/words.ts';
import type { Cadence } from '../../../core/history/cadence.ts';
import type { How, Renewal } from '../../../core/history/renewals.ts';
import { PerennialError } from '../../../core/errors.ts';
import { history, type HistoryReport } from '../../../usecases/history.ts';
import type { Answer, Call } from '../answer.ts';
import { alike } from '../alike.ts';
import { printable } from '../printable.ts';
import { table } from '../table.ts';
import type { Style } from '../../report/style.ts';

/** How each certificate came to its successors, oldest first; the last line is the verdict on upgrades. */
export async function renewalHistory(call: Call): Promise<Answer> {
  const reading = await history(await call.world());
  if (reading.kind !== 'read') throw unreadable(reading.kind === 'unreadable' ? reading.detail : reading.kind);
  const { looks, damaged, renewals, upgrades, cadence } = reading.value;
  const msg = cadenceWords(cadence);
  const warnings = damaged === 0 ? [] : [`${counted(damaged, 'line')} of the history could not be read`];
  const lines = [
    ...renewalLines(renewals, call.paint),
    ...[...leftOutLines(reading.value), seenWords(reading.value), ...warnings, msg].map(call.paint.words),
  ];
  return {
    text: `${lines.map(printable).join('\n')}\n`,
    document: { kind: 'History', changed: false, msg, warnings, looks: looks.length, renewals, upgrades, cadence },
    status: 0,
  };
}

function unreadable(detail: string): PerennialError {
  return new PerennialError('file-unreadable', `the history cannot be read: ${detail}`, {
    hint: 'root may read it; if it is damaged, move it away: the next perennial check begins another',
  });
}

/** One line for all that were renewed at one time in one way. */
function renewalLines(renewals: readonly Renewal[], paint: Style): readonly string[] {
  if (renewals.length === 0) return [];
  const groups = alike(renewals, ({ after, by, how }) => JSON.stringify([after, by, how]));
  const rows = groups.map(([, group]) => {
    const [first] = group;
    return [
      first === undefined ? '' : dateText(first.after),
      first === undefined ? '' : dateText(first.by),
      first === undefined ? '' : paint.words(howWords(first.how)),
      group.map(({ name }) => name).join(', '),
    ];
  });
  return [...table([['AFTER', 'BEFORE', 'RENEWED BY', 'CERTIFICATES'], ...rows], paint), ''];
}

function howWords(how: How): string {
  switch (how.kind) {
    case 'perennial':
      return `perennial (${how.run})`;
    case 'upgrade':
      return `kubeadm upgrade (${how.from === how.to ? `${how.to} again` : `${how.from} to ${how.to}`})`;
    case 'kubelet':
      return 'the kubelet itself';
    case 'put-back':
      return 'an earlier one put back';
    case 'other':
      return 'hand, or something unknown';
  }
}

function leftOutLines({ upgrades }: HistoryReport): readonly string[] {
  const partial = upgrades.filter(({ leftOut }) => leftOut.length > 0);
  if (partial.length === 0) return [];
  return [...partial.map((upgrade) => `${upgradeWords(upgrade)} left out ${listed(upgrade.leftOut)}`), ''];
}

function seenWords({ looks }: HistoryReport): string {
  const [first, last] = [looks[0], looks.at(-1)];
  if (first === undefined || last === undefined)
    return 'nothing was recorded yet: perennial check and perennial run do it';
  return `recorded ${counted(looks.length, 'time')} from ${dateText(first.at)} to ${dateText(last.at)}`;
}

function cadenceWords({ keepsAlive, why }: Cadence): string {
  switch (keepsAlive) {
    case 'yes':
      return `upgrades alone would keep the certificates alive: ${why}`;
    case 'no':
      return `upgrades alone would not keep the certificates alive: ${why}`;
    case 'unknown':
      return `whether upgrades alone would keep the certificates alive is not known: ${why}`;
  }
}
