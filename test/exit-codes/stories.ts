import type { MemoryNode } from '../../src/adapters/memory/memory-node.ts';
import {
  asItIs,
  asked,
  COPY,
  interrupted,
  planned,
  ranOut,
  renewed,
  renewedAndScheduled,
  scheduled,
  stopped,
  withOldCopy,
  withReceiver,
} from './nodes.ts';

/** What is typed behind the command, on which node, and how that ends. */
export interface Story {
  readonly about: string;
  readonly argv: readonly string[];
  readonly node: () => Promise<MemoryNode> | MemoryNode;
  readonly kind: string;
  readonly changed: boolean;
  /** Without `--detailed-exitcode`, and with it. */
  readonly statuses: readonly [number, number];
}

const yes = ['--yes'];
const config = ['--file', COPY];
/** Behind each command that can change something, when it does and when there is nothing to do. */
export const changing: Readonly<Record<string, readonly Story[]>> = {
  renew: [
    { about: 'all', argv: ['--all', ...yes], node: asItIs, kind: 'RunReport', changed: true, statuses: [0, 2] },
    { about: 'what is not due', argv: yes, node: renewed, kind: 'Nothing', changed: false, statuses: [0, 0] },
    { about: 'what would be', argv: ['--dry-run'], node: asItIs, kind: 'Plan', changed: false, statuses: [0, 2] },
    { about: 'without consent', argv: ['--no-input'], node: asItIs, kind: 'Error', changed: false, statuses: [64, 64] },
  ],
  rescue: [
    { about: 'what ran out', argv: yes, node: ranOut, kind: 'RunReport', changed: true, statuses: [0, 2] },
    { about: 'what would be', argv: ['--dry-run'], node: ranOut, kind: 'Plan', changed: false, statuses: [0, 2] },
    { about: 'a node that is well', argv: yes, node: asItIs, kind: 'Error', changed: false, statuses: [4, 4] },
  ],
  apply: [
    {
      about: 'a plan',
      argv: ['/plan.json', ...yes],
      node: planned,
      kind: 'RunReport',
      changed: true,
      statuses: [0, 2],
    },
    { about: 'no plan', argv: ['/plan.json', ...yes], node: asItIs, kind: 'Error', changed: false, statuses: [1, 1] },
  ],
  restart: [
    {
      about: 'one',
      argv: ['kube-scheduler', ...yes],
      node: asItIs,
      kind: 'RunReport',
      changed: true,
      statuses: [0, 2],
    },
    { about: 'nothing', argv: yes, node: asItIs, kind: 'Error', changed: false, statuses: [64, 64] },
  ],
  kubeconfig: [
    {
      about: 'an old copy',
      argv: [...config, ...yes],
      node: withOldCopy,
      kind: 'RunReport',
      changed: true,
      statuses: [0, 2],
    },
    {
      about: 'a new copy',
      argv: [...config, ...yes],
      node: renewed,
      kind: 'Nothing',
      changed: false,
      statuses: [0, 0],
    },
  ],
  'approve-csrs': [
    { about: 'one that waits', argv: [], node: asked, kind: 'ServingRequests', changed: true, statuses: [0, 2] },
    { about: 'none', argv: [], node: asItIs, kind: 'ServingRequests', changed: false, statuses: [0, 0] },
    {
      about: 'what would be',
      argv: ['--dry-run'],
      node: asked,
      kind: 'ServingRequests',
      changed: false,
      statuses: [0, 2],
    },
  ],
  resume: [
    { about: 'what was cut off', argv: yes, node: interrupted, kind: 'RunReport', changed: true, statuses: [0, 2] },
    { about: 'nothing', argv: yes, node: asItIs, kind: 'Nothing', changed: false, statuses: [0, 0] },
  ],
  rollback: [
    { about: 'a run', argv: yes, node: renewed, kind: 'RunReport', changed: true, statuses: [0, 2] },
    { about: 'without a run', argv: yes, node: asItIs, kind: 'Error', changed: false, statuses: [64, 64] },
  ],
  abandon: [
    { about: 'what was cut off', argv: yes, node: interrupted, kind: 'RunReport', changed: true, statuses: [0, 2] },
    {
      about: 'what would be',
      argv: ['--dry-run'],
      node: interrupted,
      kind: 'Plan',
      changed: false,
      statuses: [0, 2],
    },
    { about: 'nothing', argv: yes, node: asItIs, kind: 'Nothing', changed: false, statuses: [0, 0] },
  ],
  run: [
    { about: 'what is due', argv: [], node: asItIs, kind: 'RunReport', changed: true, statuses: [0, 2] },
    { about: 'what was cut off', argv: [], node: interrupted, kind: 'RunReport', changed: true, statuses: [0, 2] },
    { about: 'what a person left', argv: [], node: stopped, kind: 'LeftOpen', changed: false, statuses: [4, 4] },
    { about: 'nothing', argv: [], node: renewed, kind: 'Decision', changed: false, statuses: [0, 0] },
  ],
  // Its own status says how it was ended; each line has that of its look.
  agent: [
    { about: 'what is due', argv: [], node: asItIs, kind: 'RunReport', changed: true, statuses: [0, 0] },
    { about: 'nothing', argv: [], node: renewed, kind: 'Decision', changed: false, statuses: [0, 0] },
    { about: 'read-only', argv: ['--read-only'], node: asItIs, kind: 'Look', changed: false, statuses: [0, 0] },
  ],
  schedule: [
    { about: 'install', argv: ['install'], node: asItIs, kind: 'Schedule', changed: true, statuses: [0, 2] },
    {
      about: 'install again',
      argv: ['install'],
      node: scheduled,
      kind: 'Schedule',
      changed: false,
      statuses: [0, 0],
    },
    {
      about: 'remove',
      argv: ['remove'],
      node: scheduled,
      kind: 'Schedule',
      changed: true,
      statuses: [0, 2],
    },
    { about: 'remove nothing', argv: ['remove'], node: asItIs, kind: 'Schedule', changed: false, statuses: [0, 0] },
  ],
};

/** Commands that change nothing of a node, a message and a file that somebody named included; and what their answer is. */
export const reading: Readonly<Record<string, readonly Pick<Story, 'argv' | 'kind' | 'node'>[]>> = {
  check: [
    { argv: [], node: asItIs, kind: 'Report' },
    { argv: ['--cluster'], node: asItIs, kind: 'ClusterReport' },
  ],
  explain: [
    { argv: [], node: asItIs, kind: 'Explanations' },
    { argv: ['stale'], node: asItIs, kind: 'Explanation' },
    { argv: ['lock-busy'], node: asItIs, kind: 'ErrorExplanation' },
    { argv: ['no-such-code'], node: asItIs, kind: 'Error' },
  ],
  status: [
    { argv: [], node: renewed, kind: 'Status' },
    { argv: ['--cluster'], node: asItIs, kind: 'ClusterReport' },
  ],
  history: [{ argv: [], node: renewed, kind: 'History' }],
  schedule: [
    { argv: ['show'], node: asItIs, kind: 'Schedule' },
    { argv: ['verify'], node: renewedAndScheduled, kind: 'Schedule' },
    { argv: ['install', '--with', 'daemonset'], node: asItIs, kind: 'Schedule' },
  ],
  notify: [
    { argv: ['test'], node: withReceiver, kind: 'NotifyTest' },
    { argv: ['show'], node: asItIs, kind: 'Notebook' },
  ],
  window: [{ argv: [], node: asItIs, kind: 'Window' }],
  doctor: [{ argv: [], node: asItIs, kind: 'Doctor' }],
  'support-bundle': [{ argv: ['--output', '/bundle.tar.gz'], node: asItIs, kind: 'SupportBundle' }],
  'needs-renewal': [{ argv: [], node: asItIs, kind: 'RenewalNeed' }],
  version: [{ argv: [], node: asItIs, kind: 'Version' }],
};

/** A plan would change something when it is applied. */
export const planning: readonly Story[] = [
  { about: 'a plan', argv: ['--all'], node: asItIs, kind: 'Plan', changed: false, statuses: [0, 2] },
  { about: 'no need of one', argv: [], node: renewed, kind: 'Nothing', changed: false, statuses: [0, 0] },
];
