import type { Phrase } from '../template.ts';
import { findings } from './findings.ts';
import { processes } from './processes.ts';
import { verdicts } from './verdicts.ts';
import { words } from './words.ts';

/** Every text that is translated into Chinese, by area. */
export const chinesePhrases: readonly Phrase[] = [...words, ...findings, ...processes, ...verdicts];
