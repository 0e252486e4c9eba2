import type { Phrase } from '../template.ts';
import { cli } from './cli.ts';
import { commander } from './commander.ts';
import { configuration } from './configuration.ts';
import { doctor } from './doctor.ts';
import { etcd } from './etcd.ts';
import { findings } from './findings.ts';
import { guards } from './guards.ts';
import { help } from './help.ts';
import { machine } from './machine.ts';
import { malformed } from './malformed.ts';
import { messages } from './messages.ts';
import { plans } from './plans.ts';
import { processes } from './processes.ts';
import { runs } from './runs.ts';
import { verdicts } from './verdicts.ts';
import { watching } from './watching.ts';
import { words } from './words.ts';

/** Every text that is translated into Chinese, by area. */
export const chinesePhrases: readonly Phrase[] = [
  ...words,
  ...findings,
  ...processes,
  ...verdicts,
  ...plans,
  ...runs,
  ...guards,
  ...etcd,
  ...cli,
  ...commander,
  ...help,
  ...configuration,
  ...machine,
  ...malformed,
  ...watching,
  ...doctor,
  ...messages,
];
