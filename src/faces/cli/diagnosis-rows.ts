import type { CommandRow } from './command-row.ts';
import { exitStatus } from './exit-status.ts';
import { textOrJson } from './shared-options.ts';

/** What changes nothing, and is asked when something is not as it should be, or by a machine. */
export const diagnosisRows: readonly CommandRow[] = [
  {
    name: 'doctor',
    summary: 'say whether everything is there that perennial needs, and what puts it right where it is not',
    parameters: [],
    options: [],
    formats: textOrJson,
    examples: ['perennial doctor', 'perennial doctor -o json'],
    silentAboutOpenRun: true,
    load: async () => (await import('./commands/doctor.ts')).doctor,
  },
  {
    name: 'support-bundle',
    summary: 'put what a maintainer needs into one file, without any key material',
    parameters: [],
    options: [
      {
        flags: '--output <FILE>',
        about: 'default: perennial-NODE-TIME.tar.gz; never replaces a file',
        values: 'files',
      },
    ],
    formats: textOrJson,
    examples: ['perennial support-bundle', 'perennial support-bundle --output /tmp/perennial.tar.gz'],
    silentAboutOpenRun: true,
    load: async () => (await import('./commands/support-bundle.ts')).supporting,
  },
  {
    name: 'needs-renewal',
    summary: "say by the exit status whether a renewal is due: for scripts and for systemd's ExecCondition=",
    parameters: [{ name: '[NAME...]', about: 'of these certificates; without one, of any', values: 'certificates' }],
    options: [],
    formats: textOrJson,
    examples: ['perennial needs-renewal && perennial renew --yes', 'perennial needs-renewal apiserver -q'],
    errorStatus: exitStatus.undecided,
    silentAboutOpenRun: true,
    load: async () => (await import('./commands/needs-renewal.ts')).needingRenewal,
  },
];
