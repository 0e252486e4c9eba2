import type { Urgency } from '../model/urgency.ts';
import { chinese } from './chinese.ts';
import { english } from './english.ts';

export type Language = 'en' | 'zh-Hant';

/** Everything the page itself says; the compiler asks for all of it in every language. What the API says comes translated. */
export interface Words {
  readonly urgency: Readonly<Record<Urgency, string>>;
  readonly looking: string;
  readonly notReached: string;
  readonly live: string;
  readonly reconnecting: string;
  readonly fine: (clusters: number, nodes: number) => string;
  readonly needAttention: (nodes: number) => string;
  readonly nextDue: (name: string, node: string, when: string) => string;
  readonly dueNow: (count: number) => string;
  readonly window: (when: string) => string;
  readonly checked: (when: string) => string;
  readonly unheard: (nodes: string) => string;
  readonly nodes: string;
  readonly silent: string;
  readonly stale: string;
  readonly whatToDo: string;
  readonly nothingToDo: string;
  readonly timeline: string;
  readonly timelineSays: (name: string, node: string, from: string, until: string, due: string) => string;
  readonly now: string;
  readonly zoom: string;
  readonly zooms: Readonly<Record<'90d' | '1y' | '10y', string>>;
  readonly groupBy: string;
  readonly byNode: string;
  readonly byCertificate: string;
  readonly andMore: (count: number) => string;
  readonly validity: string;
  readonly renewalWindow: string;
  readonly authorityBar: string;
  readonly ends: string;
  readonly endsIn: (week: string, count: number) => string;
  readonly less: string;
  readonly more: string;
  readonly certificates: string;
  readonly search: string;
  readonly shown: (count: number, of: number) => string;
  readonly everyState: string;
  readonly clear: string;
  readonly columns: Readonly<Record<'name' | 'node' | 'end' | 'due' | 'status', string>>;
  readonly left: string;
  readonly inUse: string;
  readonly yes: string;
  readonly no: string;
  readonly notSeen: string;
  readonly fingerprint: string;
  readonly serial: string;
  readonly key: string;
  readonly subject: string;
  readonly issuer: string;
  readonly names: string;
  readonly validFrom: string;
  readonly file: string;
  readonly usedBy: string;
  readonly chain: string;
  readonly signedBy: string;
  readonly fileAgainstServed: string;
  readonly history: string;
  readonly noHistory: string;
  readonly firstSeen: string;
  readonly renew: string;
  readonly copy: string;
  readonly copied: string;
  readonly close: string;
  readonly run: string;
  readonly runStates: Readonly<Record<'not-started' | 'complete' | 'open' | 'rolled-back', string>>;
  readonly witness: (requests: number, failures: number) => string;
  readonly gap: (milliseconds: number) => string;
  readonly stepsDone: (done: number, of: number) => string;
  readonly resume: string;
  readonly rollBack: string;
  readonly calendar: string;
  readonly metrics: string;
  readonly api: string;
  readonly readOnly: string;
}

const all: Readonly<Record<Language, Words>> = { en: english, 'zh-Hant': chinese };

export function wordsIn(language: Language): Words {
  return all[language];
}

/** By the browser's preferences, in their order. Simplified Chinese is another language, and not here. */
export function languageFor(preferred: readonly string[]): Language {
  for (const tag of preferred) {
    if (/^zh-(hant|tw|hk|mo)\b/i.test(tag) || /^zh$/i.test(tag)) return 'zh-Hant';
    if (/^en\b/i.test(tag)) return 'en';
  }
  return 'en';
}
