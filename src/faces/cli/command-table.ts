import type { CommandRow, OptionRow } from './command-row.ts';

const textOrJson = ['text', 'json'];
const certificateName: CommandRow['parameters'][number] = {
  name: '[NAME...]',
  about: "certificates by kubeadm's names, e.g. apiserver or admin.conf",
};

/** Which certificates, and how their names change: of `plan` and of `renew`. */
const whichCertificates: readonly OptionRow[] = [
  { flags: '--due', about: 'those whose renewal is due (default)' },
  { flags: '--all', about: 'all of them, due or not' },
  { flags: '--add-san <NAME=SAN>', about: 'also put a DNS name or address into a certificate', kind: 'list' },
  { flags: '--remove-san <NAME=SAN>', about: 'take a DNS name or address out of a certificate', kind: 'list' },
];
const dryRun: OptionRow = { flags: '--dry-run', about: 'say what would be done, and do nothing' };

/** Every command. Adding one is adding a row. */
export const commandTable: readonly CommandRow[] = [
  {
    name: 'check',
    summary: 'say what is on disk, what is served, what runs, and what is wrong',
    parameters: [],
    options: [],
    formats: ['table', 'wide', 'json', 'yaml', 'kubeadm', 'kubeadm-json', 'nagios'],
    examples: ['perennial check', 'perennial check -o nagios', 'perennial check --root /mnt/disk'],
    load: async () => (await import('./commands/check.ts')).check,
  },
  {
    name: 'explain',
    summary: 'say what a finding means and what to do about it',
    parameters: [{ name: '[CODE]', about: 'the code as check prints it; without one, all codes' }],
    options: [],
    formats: textOrJson,
    examples: ['perennial explain stale'],
    silentAboutOpenRun: true,
    load: async () => (await import('./commands/explain.ts')).explain,
  },
  {
    name: 'plan',
    summary: 'say what renew would do, or save it to be reviewed and applied',
    parameters: [certificateName],
    options: [...whichCertificates, { flags: '--output <FILE>', about: 'save the plan for perennial apply' }],
    formats: textOrJson,
    examples: ['perennial plan --all', 'perennial plan --output plan.json && perennial apply plan.json'],
    load: async () => (await import('./commands/renew.ts')).plan,
  },
  {
    name: 'renew',
    summary: 'renew certificates, prove that they are used, and undo it all when something fails',
    parameters: [certificateName],
    options: [...whichCertificates, dryRun],
    formats: textOrJson,
    examples: [
      'perennial renew',
      'perennial renew --all --yes',
      'perennial renew apiserver --add-san apiserver=k8s.example.org',
    ],
    changes: true,
    load: async () => (await import('./commands/renew.ts')).renewal,
  },
  {
    name: 'apply',
    summary: 'carry out a plan that perennial plan saved',
    parameters: [{ name: '<FILE>', about: 'the plan' }],
    options: [dryRun],
    formats: textOrJson,
    examples: ['perennial apply plan.json'],
    changes: true,
    load: async () => (await import('./commands/apply.ts')).apply,
  },
  {
    name: 'restart',
    summary: 'restart one component of the control plane, and prove that it came back',
    parameters: [{ name: '<COMPONENT>', about: 'etcd, kube-apiserver, kube-controller-manager or kube-scheduler' }],
    options: [dryRun, { flags: '--grace <SECONDS>', about: "instead of the pod's own grace period", kind: 'seconds' }],
    formats: textOrJson,
    examples: ['perennial restart kube-scheduler'],
    changes: true,
    load: async () => (await import('./commands/restart.ts')).restarting,
  },
  {
    name: 'kubeconfig',
    summary: "bring people's copies of admin.conf up to date; every other entry in them stays",
    parameters: [],
    options: [
      { flags: '--for <USER...>', about: "these users' ~/.kube/config, made where there is none" },
      { flags: '--file <PATH...>', about: 'these files' },
      dryRun,
    ],
    formats: textOrJson,
    examples: ['perennial kubeconfig --for alice', 'perennial kubeconfig --file ~/.kube/config'],
    changes: true,
    load: async () => (await import('./commands/kubeconfig.ts')).kubeconfig,
  },
  {
    name: 'status',
    summary: 'list the runs of this node, and whether one was left unfinished',
    parameters: [],
    options: [],
    formats: textOrJson,
    examples: ['perennial status'],
    silentAboutOpenRun: true,
    load: async () => (await import('./commands/status.ts')).runs,
  },
  {
    name: 'resume',
    summary: 'carry on with a run that was interrupted',
    parameters: [{ name: '[RUN]', about: 'its id; without one, the run that is open' }],
    options: [dryRun],
    formats: textOrJson,
    examples: ['perennial resume'],
    silentAboutOpenRun: true,
    changes: true,
    load: async () => (await import('./commands/resume.ts')).resuming,
  },
  {
    name: 'rollback',
    summary: 'undo a run, and prove that the old certificates are used again',
    parameters: [{ name: '[RUN]', about: 'its id; without one, the run that is open, else the last' }],
    options: [dryRun],
    formats: textOrJson,
    examples: ['perennial rollback', 'perennial rollback 2026-11-23T21-54-00Z-renew'],
    silentAboutOpenRun: true,
    changes: true,
    load: async () => (await import('./commands/rollback.ts')).rollingBack,
  },
  {
    name: 'version',
    summary: 'print the version',
    parameters: [],
    options: [],
    formats: textOrJson,
    examples: [],
    silentAboutOpenRun: true,
    load: async () => (await import('./commands/version.ts')).version,
  },
];

/** Understood by every command, before or after its name. */
export const commonOptions: readonly OptionRow[] = [
  { flags: '--root <DIR>', about: 'a folder that stands for /: files only, nothing is probed, run or restarted' },
  { flags: '--offline', about: 'this machine, but neither the API server nor any port is needed' },
  { flags: '--kubeadm-config <FILE>', about: "kubeadm's configuration, instead of asking the API server" },
  { flags: '--config <FILE>', about: 'instead of /etc/perennial/config.yaml' },
  {
    flags: '-o, --format <FORMAT>',
    about: 'text or json; check: table, wide, json, yaml, kubeadm, kubeadm-json, nagios',
  },
  { flags: '--yes', about: 'carry it out without asking' },
  { flags: '--no-input', about: 'never ask: a question that would be needed is an error' },
  { flags: '-q, --quiet', about: 'no messages and no progress, only the answer' },
  { flags: '-v, --verbose', about: 'every step, and where an unexpected error came from' },
  { flags: '--no-color', about: 'no colours' },
  { flags: '--detailed-exitcode', about: 'exit with 2 where something changed, or would' },
];
