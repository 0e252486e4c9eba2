import type { ErrorExplanation } from './explanation.ts';
import { openRun, untouched, wayOut } from './english-states.ts';

/** Pages about refusals: a guard found a reason not to begin. */
export const english = {
  'no-control-plane': {
    title: 'There is no kubeadm control plane here',
    meaning:
      'Neither certificates nor static-pod manifests are where kubeadm puts them. perennial works on control-plane nodes; workers renew their own kubelet certificate.',
    state: untouched,
    mend: [
      {
        text: 'Run it on a control-plane node, or name the folder that stands for its root.',
        commands: ['perennial check --root /mnt/disk'],
      },
    ],
  },
  'authority-expired': {
    title: 'The authority itself has ended',
    meaning: 'No certificate under a dead authority is accepted by anybody, so a new one would be of no use.',
    state: untouched,
    mend: [
      { text: 'If it ought to live for years yet, the clock of this machine is wrong.', commands: ['date -u'] },
      {
        text: 'Otherwise the authority has to be replaced on all nodes and workers, as docs/findings/authority-expired.md says.',
        commands: ['perennial check'],
      },
    ],
  },
  'authority-external': {
    title: 'The key of the authority is not here',
    meaning:
      'The authority is external: its certificate is here, its private key is not. Only its owner can issue under it.',
    state: untouched,
    mend: [
      {
        text: 'Let its owner issue the certificate, put it in place, and have it proved. Everything else can be renewed here.',
        commands: ['perennial check', 'perennial renew --due'],
      },
    ],
  },
  'authority-mismatch': {
    title: 'Certificate and key of the authority do not belong together',
    meaning:
      'The key on disk is not that of any certificate in the bundle of the authority. What it signs would be refused by everybody.',
    state: untouched,
    mend: [
      {
        text: 'Put the right pair in place: from another control-plane node, or from a backup. Then look again.',
        commands: ['perennial check'],
      },
    ],
  },
  'san-lost': {
    title: 'The new certificate would lose a name that is needed',
    meaning:
      'A name or address by which the component is called is missing from the names of the new certificate. Clients that use it would fail.',
    state: untouched,
    mend: [
      {
        text: 'See which names stay, and add the one that the message has.',
        commands: ['perennial renew --dry-run apiserver', 'perennial renew apiserver --add-san apiserver=NAME'],
      },
    ],
  },
  'clock-off': {
    title: 'The clock of this machine is wrong',
    meaning:
      'It differs from the clocks of others, or from what files and certificates say. New certificates would begin or end at the wrong time, and living ones look dead.',
    state: untouched,
    mend: [
      {
        text: 'Set the clock, start the time service, then try again.',
        commands: ['timedatectl status', 'perennial check'],
      },
    ],
  },
  'upgrade-under-way': {
    title: 'An upgrade of the cluster is under way',
    meaning:
      'kubeadm replaces manifests and renews certificates while it upgrades. Two at once on the same files would break both. Seen are its traces on this node, or API servers of different versions on nodes that are ready: a hint that it goes from one to the next.',
    state: untouched,
    mend: [
      {
        text: 'Finish the upgrade first; a schedule waits by itself. Versions that differ on other nodes do not stop it when something ends before its next chance.',
        commands: ['kubectl get nodes', 'perennial check'],
      },
      {
        text: 'Where the versions differ, no upgrade is at work, and it cannot wait: go ahead without asking the API server.',
        commands: ['perennial renew --offline'],
      },
    ],
  },
  'run-open': {
    title: 'An earlier run is unfinished',
    meaning:
      'A run was cut off: by a signal, a power cut, or an error. Until it is finished or undone nothing new is begun, so that each run knows what it found.',
    state: untouched,
    mend: [openRun, wayOut],
  },
  'no-way-back': {
    title: 'This run cannot be undone any more',
    meaning:
      'Before anything is put back, every file of the run is looked at. A certificate that was there has ended and nobody accepts it any more, somebody else changed a file since, or the old key was removed from the store (keepOldKeys). Half of a rollback would be worse than none.',
    state: 'Nothing was changed. A rollback that was begun earlier stays where it stopped.',
    mend: [
      {
        text: 'See how the node is. A run that is complete needs no undoing: renew what should be another.',
        commands: ['perennial check', 'perennial renew'],
      },
      { text: 'Carry on with a run that is unfinished.', commands: ['perennial status', 'perennial resume'] },
      wayOut,
    ],
  },
  'lock-busy': {
    title: 'Another perennial is at work',
    meaning:
      'One run at a time on a node, and one node at a time in a cluster. Somebody else, or a timer, is at it on this node, or another control-plane node has its turn.',
    state: untouched,
    mend: [
      {
        text: 'See who, and try again when it is done. The lock ends with its process, so there is nothing to remove.',
        commands: ['perennial status', 'perennial status --cluster'],
      },
    ],
  },
  'turn-missed': {
    title: 'The turn of this node did not come, or came too late',
    meaning:
      'Something is due, and the schedule waited for other nodes: for the canary, for one that was renewed a moment ago, or for the lease. It gave up after two hours, or looked again after the wait and found that the window had closed or that something had come in the way. No other run was in its way on this node.',
    state: untouched,
    mend: [
      {
        text: 'See whom it waited for, and on that node why it does not renew: a hold, a schedule that is not installed, a failure.',
        commands: ['perennial check --cluster', 'perennial status --cluster', 'perennial schedule show'],
      },
      { text: 'Or renew this node out of its turn.', commands: ['perennial renew'] },
    ],
  },
  'plan-stale': {
    title: 'The node is no longer what the plan was made for',
    meaning:
      'A plan names what it expects to find. Something changed since it was made, it is of another node, or the installed schedule is not what the configuration makes now.',
    state: untouched,
    mend: [
      {
        text: 'Make a new plan, and review it.',
        commands: ['perennial plan --output plan.json', 'perennial apply plan.json'],
      },
      { text: 'For a schedule: install it again.', commands: ['perennial schedule install'] },
    ],
  },
  'plan-invalid': {
    title: 'A plan or journal cannot be carried out',
    meaning:
      'The file is not a plan that this perennial wrote, or was edited. Nothing is done from what is not understood.',
    state: untouched,
    mend: [
      { text: 'Make a new one.', commands: ['perennial plan --output plan.json'] },
      {
        text: 'Where it is that of an earlier run, move its folder away, once it is clear that the run was finished.',
        commands: ['ls /var/lib/perennial/runs', 'mv /var/lib/perennial/runs/RUN /root/'],
      },
      openRun,
    ],
  },
  'disk-full': {
    title: 'There is no room',
    meaning:
      'Old files are kept before they are replaced, and that needs a few hundred kilobytes under /var/lib/perennial and beside the files.',
    state: untouched,
    mend: [{ text: 'Make room, then try again.', commands: ['df -h /var/lib/perennial /etc/kubernetes'] }, openRun],
  },
  'read-only': {
    title: 'The file system is read-only',
    meaning: 'It was mounted so, or the kernel made it so after a disk error.',
    state: untouched,
    mend: [
      {
        text: 'See why before you mount it writable.',
        commands: ['findmnt -T /etc/kubernetes', 'dmesg --level=err,warn'],
      },
      openRun,
    ],
  },
  'etcd-unhealthy': {
    title: 'etcd is not well on all of its members',
    meaning:
      'To change one member while another is away costs the quorum, and with it the cluster. So all are asked first, and one of them is down, has an alarm, or lags behind.',
    state: untouched,
    mend: [
      {
        text: 'Mend the member that the message names; perennial check on its node says what is wrong.',
        commands: ['perennial check', 'perennial check --cluster'],
      },
      {
        text: 'Certificates of etcd alone can be left out meanwhile.',
        commands: ['perennial renew apiserver front-proxy-client'],
      },
    ],
  },
  'would-not-start': {
    title: 'A component would not start again',
    meaning:
      'Its files are broken, or a certificate between etcd and those who talk to it has expired, in a way that its running process does not notice and a new one would. So it is not restarted.',
    state: untouched,
    mend: [
      { text: 'Mend what is wrong with its files first; what has expired is renewed.', commands: ['perennial check'] },
    ],
  },
  'nothing-dead': {
    title: 'There is nothing to rescue',
    meaning:
      'No certificate on this node has ended, and everything runs. rescue is for the day on which that is not so.',
    state: untouched,
    mend: [{ text: 'Look, and renew what is due.', commands: ['perennial check', 'perennial renew'] }],
  },
} as const satisfies Readonly<Record<string, ErrorExplanation>>;
