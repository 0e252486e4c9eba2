import { createHash } from 'node:crypto';
import type { Instant } from '../../../core/instant.ts';
import type { Language } from '../../../core/language/language.ts';
import type { Overview } from '../../../core/overview/overview.ts';
import { shapes } from '../page/model/shapes.ts';
import { nodeUrgency, worst } from '../page/model/urgency.ts';
import { wordsIn } from '../page/words/languages.ts';
import type { PageAssets } from '../page-assets.ts';

export interface Shown {
  /** Undefined before the first look. */
  readonly overview: Overview | undefined;
  readonly language: Language;
  readonly now: Instant;
}

/**
 * The page as it is painted first, with its style in it and the verdict in words: the program that draws the rest is not waited for.
 * Nothing in it is anybody else's text: words, counts and shapes are ours, so nothing has to be escaped.
 */
export function firstPage({ html, style }: Pick<PageAssets, 'html' | 'style'>, shown: Shown): string {
  return html
    .replace('<html lang="en">', `<html lang="${shown.language}">`)
    .replace('<style></style>', () => `<style>${style}</style>`)
    .replace('<div id="first"></div>', () => `<div id="first">${verdict(shown)}</div>`);
}

/** By which a policy lets in that style alone (CSP 3, 2.3.1). */
export const styleSource = (style: string): string => `'sha256-${createHash('sha256').update(style).digest('base64')}'`;

/** As page/view/masthead.tsx draws it, which then takes its place. */
function verdict({ overview, language, now }: Shown): string {
  const words = wordsIn(language);
  if (overview === undefined) return `<p class="looking">${words.looking}</p>`;
  const { nodes } = overview;
  const urgencies = nodes.map((node) => nodeUrgency(node, now));
  const troubled = urgencies.filter((one) => one !== 'fine' && one !== 'due').length;
  const clusters = new Set(nodes.map(({ cluster }) => cluster)).size;
  const urgency = worst(urgencies);
  const sentence = troubled === 0 ? words.fine(clusters, nodes.length) : words.needAttention(troubled);
  return [
    `<header class="masthead ${urgency}"><p class="wordmark">perennial</p>`,
    `<h1><span class="mark ${urgency}"><svg viewBox="0 0 16 16" width="14" height="14" aria-hidden="true">`,
    `<path d="${shapes[urgency]}"/></svg></span> ${sentence}</h1></header>`,
  ].join('');
}
