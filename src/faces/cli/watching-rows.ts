import type { CommandRow } from './command-row.ts';
import { serveRow } from './serve-row.ts';
import { textOrJson, wholeCluster } from './shared-options.ts';

/** Commands by which people see it coming. */
export const watchingRows: readonly CommandRow[] = [
  serveRow,
  {
    name: 'metrics',
    summary: 'say to Prometheus how the certificates of this node are, on stdout or through node_exporter',
    parameters: [],
    options: [
      {
        flags: '--textfile [FILE]',
        about: 'write them for node_exporter: to this file, else where the configuration or the distribution has it',
      },
    ],
    formats: ['prometheus', 'openmetrics'],
    examples: ['perennial metrics', 'perennial metrics --textfile', 'perennial metrics -o openmetrics'],
    silentAboutOpenRun: true,
    load: async () => (await import('./commands/metrics.ts')).metrics,
  },
  {
    name: 'notify',
    summary: 'send a test message to those who are told, or show what was said and what is on its way',
    parameters: [
      { name: '<ACTION>', about: 'test or show', values: ['test', 'show'] },
      { name: '[NAME]', about: 'test: one receiver of the configuration; without one, all' },
    ],
    options: [],
    formats: textOrJson,
    examples: ['perennial notify test', 'perennial notify test oncall', 'perennial notify show'],
    load: async () => (await import('./commands/notify.ts')).notifying,
  },
  {
    name: 'calendar',
    summary: 'print a calendar of windows, due dates and ends, for any program that reads iCalendar',
    parameters: [],
    options: [wholeCluster, { flags: '--output <FILE>', about: 'write it there', values: 'files' }],
    formats: ['text'],
    examples: ['perennial calendar > certificates.ics', 'perennial calendar --cluster --output certificates.ics'],
    load: async () => (await import('./commands/calendar.ts')).calendar,
  },
  {
    name: 'completion',
    summary: 'print what makes a shell complete commands, options and names',
    parameters: [{ name: '<SHELL>', about: 'bash, zsh or fish', values: ['bash', 'zsh', 'fish'] }],
    options: [],
    formats: ['text'],
    examples: [
      'perennial completion bash > /etc/bash_completion.d/perennial',
      'perennial completion zsh > /usr/local/share/zsh/site-functions/_perennial',
      'perennial completion fish > /etc/fish/completions/perennial.fish',
    ],
    silentAboutOpenRun: true,
    load: async () => (await import('./commands/completion.ts')).completion,
  },
];
