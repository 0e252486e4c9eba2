import { overviewInLanguage } from '../../../core/overview/in-language.ts';
import type { Translate } from '../../../core/language/language.ts';
import type { Overview } from '../../../core/overview/overview.ts';
import type { Site } from './site.ts';

export const apiVersion = 'perennial.dev/v1';

/** What `/api/v1/overview` answers, and the stream sends. */
export function overviewDocument(overview: Overview, source: Site['source'], translate: Translate) {
  return { apiVersion, kind: 'Overview', source: { kind: source }, ...overviewInLanguage(overview, translate) };
}
