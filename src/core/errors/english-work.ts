import type { ErrorExplanation } from './explanation.ts';
import { openRun, undoneOrOpen, untouched, wayOut } from './english-states.ts';

/** Pages about what failed while something was asked or done. */
export const english = {
  'not-proved': {
    title: 'A process does not use what is on disk',
    meaning:
      'New files are in place, and the component did not present them, was not healthy, or did not come back in time, not even after a restart of its own. A renewal that is not proved is not called done.',
    state: undoneOrOpen,
    mend: [
      {
        text: 'See why it does not start or answer.',
        commands: ['journalctl -u kubelet --since -15m', 'crictl ps -a'],
      },
      openRun,
    ],
  },
  drifted: {
    title: 'Somebody else changed what a run is about',
    meaning:
      'A file is neither what the run found nor what it put there, or a later run stands on the one to be undone. What a person changed is not overwritten.',
    state: undoneOrOpen,
    mend: [
      {
        text: 'See which file it is, and decide which one shall stay. Later runs are rolled back first.',
        commands: ['perennial status', 'perennial check'],
      },
      { text: 'Where the file the run knew can be put back, do so, then carry on.', commands: ['perennial resume'] },
      wayOut,
    ],
  },
  'runtime-unavailable': {
    title: 'The container runtime or the kubelet does not answer',
    meaning:
      'Controller manager and scheduler read their kubeconfig only when they start, so the runtime has to stop them and the kubelet has to start them again.',
    state: untouched,
    mend: [
      {
        text: 'Start what is away.',
        commands: ['systemctl status containerd kubelet', 'journalctl -u kubelet --since -15m'],
      },
      { text: 'Where everything ran out, this is the command.', commands: ['perennial rescue --dry-run'] },
    ],
  },
  'api-unavailable': {
    title: 'The API server does not answer as it should',
    meaning:
      'It is down, refuses the credentials of admin.conf, or answered with something else. Most commands need it only for what files do not tell, and go on without it when told.',
    state: undoneOrOpen,
    mend: [
      { text: 'See what is wrong, from the files alone.', commands: ['perennial check --offline'] },
      {
        text: 'Renew without it; where nothing runs any more, rescue.',
        commands: ['perennial renew --offline', 'perennial rescue --dry-run'],
      },
    ],
  },
  'etcd-unavailable': {
    title: 'etcd does not answer',
    meaning:
      'The member of this node cannot be asked for the health of its cluster, over the certificates that are on disk.',
    state: undoneOrOpen,
    mend: [
      {
        text: 'See whether its certificates are the reason, and what its container says.',
        commands: ['perennial check', 'crictl ps -a --name etcd'],
      },
    ],
  },
  'alerts-unreachable': {
    title: 'Prometheus cannot be asked for alerts',
    meaning:
      'The configuration names a Prometheus whose firing alerts stop a schedule. One that does not answer stops it too: an outage is a bad time. What would run out is renewed all the same.',
    state: untouched,
    mend: [
      {
        text: 'Make it reachable from this node, or take alerts out of the configuration for now.',
        commands: ['perennial run'],
      },
    ],
  },
  'no-scheduler': {
    title: 'There is nothing here that could call perennial',
    meaning: 'No schedule is installed, systemd or cron is not here, or it refused the files.',
    state: 'Nothing was removed: what called perennial before still does.',
    mend: [
      {
        text: 'Install one; cron where there is no systemd.',
        commands: ['perennial schedule install', 'perennial schedule install --with cron'],
      },
    ],
  },
  'unit-failed': {
    title: 'A unit of systemd does not keep running',
    meaning: 'containerd or the kubelet was started and ended again, or systemd refused.',
    state: undoneOrOpen,
    mend: [
      { text: 'See why.', commands: ['systemctl status kubelet containerd', 'journalctl -u kubelet --since -15m'] },
      openRun,
    ],
  },
  'firewall-failed': {
    title: 'New connections could not be refused or allowed again',
    meaning:
      'Around a restart, clients are sent to the other control planes by a rule of nftables or iptables. It could not be set, or not be removed.',
    state:
      'What a run did is in its report, whatever becomes of the rule. As it ends it tries for a minute to remove it, and says so where it could not. Then the next command that takes the lock removes it, and where the kernel can tell a rule the time, it ends by itself after fifteen minutes.',
    mend: [
      { text: 'See whether the tool is there, and works.', commands: ['nft --version', 'iptables --version'] },
      { text: 'Open the port, also where no run is open.', commands: ['perennial resume'] },
      {
        text: 'Restart without refusing connections first.',
        commands: ['perennial restart kube-apiserver --no-drain'],
      },
    ],
  },
  interrupted: {
    title: 'A run stopped in the middle',
    meaning:
      'It was asked to stop, or its own store could not be written any more. It ended between two steps, and everything it began is in its journal.',
    state: 'Some steps are done and some are not. Old files are kept, and no file is half written.',
    mend: [openRun],
  },
  internal: {
    title: 'Something happened that perennial did not foresee',
    meaning: 'This is a defect, not a mistake of yours.',
    state: 'What was begun is in the journal: a run is resumed or rolled back as after any other failure.',
    mend: [
      { text: 'The same command with -v says where. Please report that.', commands: ['perennial check -v'] },
      openRun,
    ],
  },
} as const satisfies Readonly<Record<string, ErrorExplanation>>;
