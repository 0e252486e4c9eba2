import type { CommandRow } from './command-row.ts';

export const serveRow: CommandRow = {
  name: 'serve',
  summary: 'show one page, live, of this node, of its cluster or of a folder of reports; it changes nothing',
  parameters: [],
  options: [
    { flags: '--cluster', about: 'all control-plane nodes, by the reports they publish' },
    {
      flags: '--reports <FOLDER>',
      about: 'what nodes printed by check -o json: NODE.json or CLUSTER/NODE.json',
      values: 'folders',
    },
    { flags: '--listen <ADDRESS>', about: 'where to listen (default 127.0.0.1:9790); elsewhere needs TLS' },
  ],
  formats: ['text'],
  examples: ['perennial serve', 'perennial serve --cluster', 'perennial serve --reports /srv/reports'],
  silentAboutOpenRun: true,
  stays: true,
  load: async () => (await import('./commands/serve.ts')).serve,
};
