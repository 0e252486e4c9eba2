import { dateText } from '../../../core/check/words.ts';
import type { Overview } from '../../../core/overview/overview.ts';

/** Verdict and soonest end as an image for a wiki or a wall: the words say it, the colour repeats it. Without an overview nobody knows. */
export function badgeSvg(overview: Overview | undefined): string {
  const status = worstOf(overview);
  const end = soonestEnd(overview);
  const text = end === undefined ? status : `${status}, first end ${dateText(end)}`;
  const width = 80 + 6.6 * text.length;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width.toFixed(0)}" height="20" role="img" aria-label="certificates: ${text}">`,
    `<title>certificates: ${text}</title>`,
    `<rect width="${width.toFixed(0)}" height="20" rx="3" fill="#30343b"/>`,
    `<rect x="76" width="${(width - 76).toFixed(0)}" height="20" rx="3" fill="${colours[status]}"/>`,
    '<g fill="#fff" font-family="Verdana,DejaVu Sans,sans-serif" font-size="11">',
    `<text x="6" y="14">certificates</text><text x="82" y="14">${text}</text></g></svg>\n`,
  ].join('');
}

type Status = 'ok' | 'warning' | 'critical' | 'unknown';

const colours: Readonly<Record<Status, string>> = {
  ok: '#22703c',
  warning: '#8a5a00',
  critical: '#b3261e',
  unknown: '#5c6270',
};

const worstFirst: readonly Status[] = ['critical', 'unknown', 'warning', 'ok'];

/** A node of which nothing is known is no good news. */
function worstOf(overview: Overview | undefined): Status {
  const each = (overview?.nodes ?? []).map(({ seen }) => (seen.kind === 'seen' ? seen.verdict.status : 'unknown'));
  return worstFirst.find((status) => each.includes(status)) ?? 'unknown';
}

function soonestEnd(overview: Overview | undefined): number | undefined {
  const ends = (overview?.nodes ?? []).flatMap(({ seen }) =>
    seen.kind === 'seen' ? seen.certificates.flatMap(({ expiresAt }) => expiresAt ?? []) : [],
  );
  return ends.length === 0 ? undefined : ends.reduce((least, end) => Math.min(least, end));
}
