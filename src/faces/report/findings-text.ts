import { padded } from './display-width.ts';
import { counted } from '../../core/check/words.ts';
import type { Finding, Severity } from '../../core/check/finding.ts';
import { shortened } from '../cli/printable.ts';
import type { Style } from './style.ts';

/** Of this version, or of another one in a report. */
export type ShownFinding = Pick<Finding, 'severity' | 'subject' | 'message' | 'mend'> & { readonly code: string };

/**
 * One line for each finding with its code, and under it the command that mends it; one command for all of a kind that are mended by
 * one. Many of one kind are told by their first.
 */
export function findingsText(findings: readonly ShownFinding[], style: Style, all: boolean): string {
  const groups = Map.groupBy(findings, ({ code, severity }) => `${severity} ${code}`);
  return [...groups.values()].map((group) => groupText(group, style, all)).join('');
}

/** Fewer are worth their lines. */
const FOLDED_FROM = 12;
const SHOWN = 3;

function groupText(group: readonly ShownFinding[], style: Style, all: boolean): string {
  if (all || group.length < FOLDED_FROM) return wholeText(group, style);
  const shown = group.slice(0, SHOWN).map((finding) => findingText(finding, style));
  return `${shown.join('')}${style.dim(`          ${style.words(moreWords(group))}`)}\n`;
}

function wholeText(group: readonly ShownFinding[], style: Style): string {
  const together = renewalOf(group);
  if (together === undefined) return group.map((finding) => findingText(finding, style)).join('');
  return `${group.map((finding) => lineOf(finding, style)).join('')}${mendText(together, style)}`;
}

/** Who is told to renew eleven certificates types one command, not eleven. */
function renewalOf(group: readonly ShownFinding[]): string | undefined {
  const names = group.map(({ mend }) => /^perennial renew (\S+)$/.exec(mend ?? '')?.[1]);
  return names.includes(undefined) ? undefined : `perennial renew ${[...new Set(names)].join(' ')}`;
}

const moreWords = (group: readonly ShownFinding[]): string =>
  `and ${counted(group.length - SHOWN, 'more finding')} of ${group[0]?.code} (-o wide shows all)`;

function findingText(finding: ShownFinding, style: Style): string {
  const line = lineOf(finding, style);
  return finding.mend === undefined ? line : `${line}${mendText(finding.mend, style)}`;
}

function lineOf({ severity, subject, message, code }: ShownFinding, style: Style): string {
  const { words } = style;
  const word = paintOf(severity, style)(padded(words(severity), 8));
  return `${word}  ${shortened(words(subject))}: ${shortened(words(message), 1000)}  ${style.dim(`[${code}]`)}\n`;
}

const mendText = (mend: string, { dim, words }: Style): string =>
  `          ${dim('->')} ${shortened(words(mend), 1000)}\n`;

function paintOf(severity: Severity, style: Style): (text: string) => string {
  switch (severity) {
    case 'critical':
      return style.bad;
    case 'warning':
    case 'unknown':
      return style.warning;
    case 'info':
      return style.dim;
  }
}
