import type { ErrorExplanation } from './explanation.ts';
import { untouched } from './english-states.ts';

/** Pages about what was typed, configured or named. */
export const english = {
  usage: {
    title: 'The command line was not understood',
    meaning:
      'A command, an option or a value does not exist, is missing, or does not go together with another one. The hint names what was probably meant.',
    state: untouched,
    mend: [
      { text: 'The help of a command lists all it takes.', commands: ['perennial --help', 'perennial help renew'] },
    ],
  },
  'unknown-name': {
    title: 'There is nothing of this name',
    meaning:
      'No certificate, component, user or code is called so on this node. The names are those that kubeadm uses and that perennial check prints.',
    state: untouched,
    mend: [{ text: 'See which names there are.', commands: ['perennial check', 'perennial explain'] }],
  },
  'run-unknown': {
    title: 'There is no such run',
    meaning:
      'The id is none of a run on this node, or that run can no longer be resumed or rolled back: it is complete, is undone already, or was removed with the oldest (keepRuns).',
    state: untouched,
    mend: [{ text: 'See which runs there are.', commands: ['perennial status'] }],
  },
  'confirmation-needed': {
    title: 'Somebody has to consent, and nobody could be asked',
    meaning:
      'The command changes something. It asks when a person is at the terminal; here there was none, or --no-input forbids to ask.',
    state: untouched,
    mend: [
      {
        text: 'Read what would be done, then consent to it.',
        commands: ['perennial renew --dry-run', 'perennial renew --yes'],
      },
    ],
  },
  'config-invalid': {
    title: 'The configuration cannot be used',
    meaning:
      'A key or value in /etc/perennial/config.yaml, or in the file that --config names, is unknown or impossible; the message has the line. A schedule under which a certificate could run out is refused in the same way.',
    state: untouched,
    mend: [
      {
        text: 'Correct the line; docs/configuration.md has every key. Then see when a schedule may renew.',
        commands: ['perennial window --next 3'],
      },
    ],
  },
  permission: {
    title: 'The system does not allow it',
    meaning:
      'A file or folder may not be read or written by this user. Private keys and /var/lib/perennial belong to root, so everything but a look at certificates needs root.',
    state: untouched,
    mend: [
      { text: 'Call it as root.', commands: ['sudo perennial check'] },
      {
        text: 'If it is root already, look for an immutable flag, SELinux or AppArmor.',
        commands: ['lsattr -d /etc/kubernetes /etc/kubernetes/pki'],
      },
    ],
  },
  'file-unreadable': {
    title: 'A file cannot be read',
    meaning:
      'It does not exist, is no plain file, or the disk reports an error. What the command needs of it is not known, and is not guessed.',
    state: untouched,
    mend: [
      { text: 'Look at the file that the message names, and at what else is wrong.', commands: ['perennial check'] },
    ],
  },
  'file-malformed': {
    title: 'A file holds something else than it should',
    meaning:
      'A certificate, key, kubeconfig, manifest or YAML file is broken, encrypted, or begins with a byte order mark; the message has the line where there is one. Kubernetes would refuse it too.',
    state: untouched,
    mend: [
      { text: 'See all files that cannot be read.', commands: ['perennial check'] },
      {
        text: 'Put back the last good one. What perennial replaced is kept with its run.',
        commands: ['perennial status', 'perennial rollback --dry-run'],
      },
    ],
  },
  'file-too-large': {
    title: 'A file is far larger than what belongs there',
    meaning:
      'Certificates, keys and plans are small. A file of this size is something else, and is not read into memory.',
    state: untouched,
    mend: [{ text: 'Look at what it is, and move it away.', commands: ['perennial check'] }],
  },
} as const satisfies Readonly<Record<string, ErrorExplanation>>;
