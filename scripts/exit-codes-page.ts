import { commandTable } from '../src/faces/cli/command-table.ts';
import { exitStatus, statusOfCode } from '../src/faces/cli/exit-status.ts';

/** docs/exit-codes.md: every status, with the errors that end so, from the tables that the command line itself uses. */
export function exitCodesPage(): string {
  const rows = meanings.map(([status, meaning]) => `| ${String(status)} | ${meaning} | ${errorsWith(status)} |`);
  const changing = commandTable.filter(({ changes }) => changes === true).map(({ name }) => `\`${name}\``);
  return `${[lead, [...heading, ...rows].join('\n'), detailed(changing.join(', ')), others].join('\n\n')}\n`;
}

const meanings: readonly (readonly [number, string])[] = [
  [exitStatus.fine, 'done, or there was nothing to do'],
  [exitStatus.failed, 'failed: nothing was changed, or what was changed has been undone'],
  [exitStatus.changed, 'done, and something was changed; only under `--detailed-exitcode`'],
  [exitStatus.refused, 'refused by a guard before anything was changed'],
  [exitStatus.open, 'stopped in the middle: `perennial resume` finishes it, `perennial rollback` undoes it'],
  [exitStatus.usage, 'the command line is wrong (EX_USAGE)'],
  [
    exitStatus.busy,
    'another run is under way, here or on another node, or the turn of this node was missed: try again later (EX_TEMPFAIL)',
  ],
  [exitStatus.permission, 'not permitted, mostly because it was not root (EX_NOPERM)'],
  [exitStatus.config, 'the configuration is wrong (EX_CONFIG)'],
  [
    130,
    'ended by SIGINT: with nothing left half done after the first, in the middle of a step after a second one, which it says',
  ],
  [143, 'ended by SIGTERM: the same'],
];

function errorsWith(status: number): string {
  const codes = Object.entries(statusOfCode).flatMap(([code, one]) => (one === status ? [`\`${code}\``] : []));
  return codes.join(', ');
}

const heading = ['| status | what it means | errors that end so |', '| --- | --- | --- |'];

const lead = `# Exit codes

Made from \`src/faces/cli/exit-status.ts\`. The statuses from 64 on are those of sysexits.h, which systemd prints by name. Under
\`-o json\` an error is a document of kind \`Error\` whose \`code\` is one of these; every document has \`changed\`.`;

const detailed = (changing: string): string => `## --detailed-exitcode

With it success is 2 wherever the document says \`"changed": true\`, and under \`--dry-run\` where something would change. It means
something for ${changing}, and for \`schedule install\` and \`schedule remove\`; of \`agent\` it is the status in the line of each look. A message that is sent
and a file that somebody named are no change of the node: \`notify test\`, \`support-bundle\` and \`--output\` end with 0. \`plan\` ends
as \`renew --dry-run\` does. For Ansible:
\`changed_when: result.rc == 2\`, \`failed_when: result.rc not in [0, 2]\`.`;

const others = `## Three commands are different

| command | 0 | 1 | 2 | 3 | 255 |
| --- | --- | --- | --- | --- | --- |
| \`check\`, as monitoring plugins (Nagios, Icinga) end | all is well | warning | critical | could not be decided, and every error | |
| \`check --cluster\`, \`status --cluster\` | all is well | warning | critical | could not be decided, and every error | |
| \`needs-renewal\`, for systemd's \`ExecCondition=\` | a renewal is due | nothing is due | | | every error |

\`doctor\` ends with 1 where there is a problem; a warning is none.`;
