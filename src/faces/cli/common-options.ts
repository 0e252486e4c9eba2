import type { OptionRow } from './command-row.ts';

/** Understood by every command, before or after its name. */
export const commonOptions: readonly OptionRow[] = [
  {
    flags: '--root <DIR>',
    about: 'a folder that stands for /: files only, nothing is probed, run or restarted',
    values: 'folders',
  },
  { flags: '--offline', about: 'this machine, but neither the API server nor any port is needed' },
  {
    flags: '--kubeadm-config <FILE>',
    about: "kubeadm's configuration, instead of asking the API server",
    values: 'files',
  },
  { flags: '--config <FILE>', about: 'instead of /etc/perennial/config.yaml', values: 'files' },
  {
    flags: '-o, --format <FORMAT>',
    about: 'text or json; check: table, wide, json, yaml, kubeadm, kubeadm-json, nagios, prometheus',
    values: 'formats',
  },
  {
    flags: '--lang <LANGUAGE>',
    about: 'en or zh-Hant; without it, the one of LC_ALL, LC_MESSAGES or LANG',
    values: ['en', 'zh-Hant'],
  },
  { flags: '--yes', about: 'carry it out without asking' },
  { flags: '--no-input', about: 'never ask: a question that would be needed is an error' },
  { flags: '-q, --quiet', about: 'no messages and no progress, only the answer' },
  { flags: '-v, --verbose', about: 'every step, and where an unexpected error came from' },
  { flags: '--no-color', about: 'no colours' },
  { flags: '--detailed-exitcode', about: 'exit with 2 where something changed, or would' },
];
