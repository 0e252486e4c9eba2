import { at, count, fields, list, type Result } from './result.ts';
import { pageWords } from './page-words.ts';
import { besideKubeadm, bySize, handshakes } from './speed-words.ts';

/** One figure: what was asked for, and how what came out is said. */
export interface Figure {
  readonly title: string;
  readonly asked: string;
  /** Names of the results it is taken from; it is made by the command of the first. */
  readonly from: readonly [string, ...string[]];
  /** A line each; given the results in the order of `from`. */
  readonly cameOut: (...results: readonly Result[]) => readonly string[];
  /** Why it falls short of what was asked, where it does. */
  readonly cause?: string;
}

/** In the order in which they were asked for. */
export const figures: readonly Figure[] = [
  {
    title: 'Agreement with kubeadm and openssl',
    asked:
      '`check -o kubeadm` and `-o kubeadm-json` print what kubeadm prints, and what is reported as served is what openssl is shown',
    from: ['agreement'],
    cameOut: (one) => [
      `equal to kubeadm: ${count(one, 'json')} of 2 JSON outputs (apart from the seconds passed), ${count(one, 'text')} of 2 texts`,
      `equal to openssl: ${count(one, 'endpoints')} served certificates`,
    ],
  },
  {
    title: 'Renewal under load',
    asked:
      '`renew --all` under 100 new connections a second, one kept connection, one open watch: 0 failed requests, watch not cut',
    from: ['renewal-under-load'],
    cameOut: (one) => [
      ...loadWords(at(one, 'load')),
      `control run, nothing renewed: ${loadWords(at(one, 'control')).join('; ')}`,
    ],
  },
  {
    title: 'The manual job under the same load',
    asked: 'the baseline: what the job done by hand costs',
    from: ['manual-job-under-load'],
    cameOut: (one) => loadWords(at(one, 'load')),
  },
  {
    title: 'Renewal of other versions',
    asked: 'the same on an older and a newer Kubernetes, under 50 new connections a second: 0 failed requests',
    from: ['versions'],
    cameOut: (one) =>
      fields(one, 'versions').flatMap(([version, load]) => loadWords(load).map((words) => `${version}: ${words}`)),
  },
  {
    title: 'Time of the whole job',
    asked: '`renew --all`, from start to last proof: at most a fifth of the manual job',
    from: ['renewal-under-load', 'manual-job-under-load'],
    cameOut: (ours, byHand) => [
      `${count(ours, 'seconds')} s; by hand ${count(byHand, 'seconds')} s: ${percent(at(ours, 'seconds'), at(byHand, 'seconds'))}`,
    ],
  },
  {
    title: 'An aggregated API',
    asked: 'an aggregated call works after front-proxy-client is renewed, with the new certificate',
    from: ['aggregated-api'],
    cameOut: (one) => [
      `shown serial ${String(at(one, 'newSerial'))} on ${count(one, 'connections')} new connections, before it ${String(at(one, 'oldSerial'))}`,
      `perennial said: ${String(at(one, 'proof'))}`,
    ],
  },
  {
    title: 'Handshakes with etcd',
    asked:
      'handshakes at the highest rate the machine gives while the server pair is replaced 1,000 times: failures for both policies',
    from: ['etcd-handshakes'],
    cameOut: (one) => ['nothing replaced', 'reuse key', 'new key'].map((policy) => handshakes(policy, at(one, policy))),
  },
  {
    title: 'Controller manager without a leader, one control plane',
    asked: 'no more than 2 s where its restart is not delayed by back-off',
    from: ['leader-of-one'],
    cameOut: leaderWords,
  },
  {
    title: 'Controller manager without a leader, three control planes',
    asked: 'no more than 2 s',
    from: ['leader-of-three'],
    cameOut: leaderWords,
  },
  {
    title: 'A look at the files alone',
    asked: 'not slower than `kubeadm certs check-expiration --config`',
    from: ['speed-on-files'],
    cameOut: besideKubeadm,
    cause:
      'it falls short: starting Node takes longer than all of kubeadm, which is compiled; of the rest, nearly half is reading YAML in an engine that has not warmed up. A code cache would save some of it, but differs from build to build',
  },
  {
    title: 'A look at the cluster',
    asked: 'faster than `kubeadm certs check-expiration`',
    from: ['speed-on-the-cluster'],
    cameOut: besideKubeadm,
  },
  {
    title: 'Cost by number of certificate files',
    asked: 'how it grows: 10, 100, 1,000, 10,000 files',
    from: ['speed-by-number-of-files'],
    cameOut: (one) => list(one, 'sizes').map(bySize),
  },
  {
    title: 'Metrics by number of certificates',
    asked: 'what a scrape costs: 10, 1,000, 10,000 certificates; time, bytes, memory',
    from: ['metrics-exposition'],
    cameOut: (one) => list(one, 'sizes').map(exposed),
  },
  {
    title: 'Killed at every step',
    asked: '`kill -9` at every step of a run: after `resume` or `rollback` everything is consistent and served',
    from: ['kill-at-every-step'],
    cameOut: (one) => [
      `${count(one, 'kills')} kills, each followed by resume or rollback`,
      ...loadWords(at(one, 'load')),
    ],
  },
  {
    title: 'Power cuts',
    asked: 'ten at random moments: after `resume` or `rollback` everything is consistent and served',
    from: ['power-cut'],
    cameOut: (one) => [`${String(list(one, 'cuts').length)} power cuts, each followed by resume or rollback`],
  },
  {
    title: 'Injected failures',
    asked: 'rolled back by itself, proved, API up throughout',
    from: ['injected-failures'],
    cameOut: (one) =>
      fields(one)
        .filter(([, value]) => at(value, 'requests') !== undefined)
        .map(failureWords),
  },
  {
    title: 'By itself: systemd',
    asked: 'a real timer renews what is due in the window, under 50 new connections a second: 0 failed requests',
    from: ['renewed-by-systemd', 'service-exposure'],
    cameOut: (systemd, service) => [
      scheduledWords(systemd),
      `exposure of the service, as systemd-analyze rates it (3.0 or less asked): ${count(service, 'exposure')}`,
    ],
  },
  {
    title: 'By itself: cron',
    asked: 'the same by a real cron',
    from: ['renewed-by-cron'],
    cameOut: (cron) => [scheduledWords(cron)],
  },
  {
    title: 'Messages',
    asked: 'messages lost in 1,000 deliveries to a server that fails half of the time: none',
    from: ['deliveries'],
    cameOut: (one) => [
      `${count(one, 'messages')} messages, ${count(one, 'attempts')} attempts of which ${count(one, 'failed')} failed, in ${count(one, 'looks')} looks: ${count(one, 'lost')} lost`,
      `${count(one, 'takenAgain')} were taken again, each with the id of the first: the server had cut the connection after it took them`,
    ],
  },
  {
    title: 'The agent at rest',
    asked: 'memory and CPU of a resident agent between two looks, and what one `perennial run` with nothing due costs',
    from: ['agent-at-rest'],
    cameOut: (one) => [
      `agent in a Pod, ${count(one, 'seconds')} s between two looks: ${count(one, 'cpuMilliseconds')} ms of CPU, ${count(one, 'switches')} times awake, ${count(one, 'residentMegabytes')} MB resident`,
      'for its looks it is awake once an hour (src/usecases/keep-looking.test.ts counts it), and once a second for the thread pool (docs/decisions/2026-11-29-a-signal-that-is-lost.md)',
      `\`perennial run\` with nothing due: ${count(one, 'run', 'milliseconds')} ms, at most ${count(one, 'run', 'peakMegabytes')} MB`,
    ],
  },
  {
    title: 'Three control planes by themselves',
    asked:
      'three timers set to the same minute, the canary first, 50 new connections a second to the balancer and to each node: 0 failed requests, never two nodes at once',
    from: ['three-timers'],
    cameOut: (timers) => [
      ...eachLoad('by timers', timers, 'loads'),
      `each run took ${list(timers, 'runSeconds').join(', ')} s`,
      ...eachLoad('control run, nothing renewed', timers, 'control'),
    ],
  },
  {
    title: 'Three control planes by hand',
    asked: 'the manual job on one node after the other, under the same load',
    from: ['three-by-hand'],
    cameOut: (byHand) => eachLoad('by hand', byHand, 'loads'),
  },
  {
    title: 'Rolling restart, three control planes',
    asked:
      '`restart etcd kube-apiserver` on one node after the other, 50 new connections a second to the balancer: 0 lost there; beside it the undrained way',
    from: ['rolling-restart'],
    cameOut: (one) => [
      ...rollingWords('drained', at(one, 'drained')),
      ...rollingWords("undrained, the pod's own grace", at(one, 'undrained')),
      ...balancerWords('control run, nothing restarted', at(one, 'control')),
    ],
  },
  ...['perennial', 'cluster', 'machines'].map(struck),
  {
    title: 'The page',
    asked:
      'under 60 kB compressed, first paint under 100 ms on loopback, 10,000 certificates filtered without jank, memory of `serve` after a day of events, compressed',
    from: ['page'],
    cameOut: pageWords,
    cause:
      'the median of the first paint is under 100 ms, the longest is not: the machine does other things too, and the browser draws without a graphics card. What one line of text takes there is not ours; of the rest, docs/decisions/2026-11-29-the-verdict-is-in-the-first-html.md says what is',
  },
  {
    title: 'Certificates that really ran out',
    asked: '`renew` brings the control plane back without an API',
    from: ['expired'],
    cameOut: (one) => [
      `API usable after ${count(one, 'seconds', 'apiUsable')} s, controller manager leads after ${count(one, 'seconds', 'controllerManagerLeads')} s, scheduler after ${count(one, 'seconds', 'schedulerLeads')} s, run ended after ${count(one, 'seconds', 'ended')} s`,
    ],
  },
  {
    title: 'Three control planes rescued',
    asked:
      'a cluster that was off past the end of all its leaf certificates, those of its kubelets too: time from the first command to all nodes Ready (the best published figure of a peer is up to an hour)',
    from: ['rescue'],
    cameOut: (one) => [
      `all nodes Ready after ${count(one, 'secondsToAllReady')} s, of which the three commands took ${list(one, 'runs')
        .map((run) => count(run, 'seconds'))
        .join(', ')} s`,
    ],
  },
];

/** At least two hundred of all three together. */
function struck(what: string): Figure {
  return {
    title: `Strikes on three control planes: ${what}`,
    asked: 'whatever happens while one is renewed, afterwards all is consistent, nobody is at work, and it was said',
    from: [`strikes-${what}`],
    cameOut: (one) => [
      `${count(one, 'total')} strikes, all held (PERENNIAL_SEED=${String(at(one, 'seed'))})`,
      ...fields(one, 'seen').map(([name, times]) => `${name}: ${String((times as readonly unknown[]).length)}`),
    ],
  };
}

function loadWords(load: unknown): readonly string[] {
  const failed = (kind: string) => `${count(load, kind, 'failed')} of ${count(load, kind, 'requests')}`;
  return [
    `new connections: ${failed('newConnections')} failed, longest gap ${count(load, 'newConnections', 'longestGapMs')} ms`,
    `kept connection: ${failed('keptConnection')} failed; watch: ${String(list(load, 'watch', 'cuts').length)} cuts`,
  ];
}

function scheduledWords(one: unknown): string {
  const failed = `${count(one, 'newConnections', 'failed')} of ${count(one, 'newConnections', 'requests')} requests failed`;
  return `${failed}, longest gap ${count(one, 'newConnections', 'longestGapMs')} ms, ${count(one, 'cuts')} cuts of the watch`;
}

function eachLoad(what: string, one: unknown, key: string): readonly string[] {
  return fields(one, key).map(
    ([name, load]) =>
      `${what}, ${name}: ${count(load, 'newConnections', 'failed')} of ${count(load, 'newConnections', 'requests')} failed, longest gap ${count(load, 'newConnections', 'longestGapMs')} ms`,
  );
}

/** What was lost at the balancer, and how long each API server was away, as clients on other nodes and as perennial itself saw it. */
function rollingWords(what: string, one: unknown): readonly string[] {
  const gaps = fields(one, 'loads', 'nodes').map(([, load]) => count(load, 'newConnections', 'longestGapMs'));
  return [
    ...balancerWords(what, at(one, 'loads')),
    `${what}: each API server away for ${list(one, 'awaySeconds').join(', ')} s, closed to other nodes for ${gaps.join(', ')} ms`,
  ];
}

function balancerWords(what: string, loads: unknown): readonly string[] {
  const failed = (kind: string) =>
    `${count(loads, 'balancer', kind, 'failed')} of ${count(loads, 'balancer', kind, 'requests')}`;
  return [
    `${what}, at the balancer: ${failed('newConnections')} new connections and ${failed('keptConnection')} requests on a kept one failed`,
  ];
}

function exposed(one: unknown): string {
  return `${count(one, 'certificates')} certificates: ${count(one, 'samples')} samples, ${count(one, 'bytes')} bytes, ${count(one, 'medianMs')} ms (the first time ${count(one, 'firstMs')} ms), ${count(one, 'grownMegabytes')} MB more at most, ${count(one, 'residentMegabytes')} MB resident with all else`;
}

function leaderWords(...[one]: readonly Result[]): readonly string[] {
  const seconds = (name: string) => `${count(one, 'leaderlessSeconds', name)} s`;
  return [
    `${seconds('fromEndOfProcessToNextHolder')} from the end of its process to the next holder`,
    `${seconds('asPerennialReports')} as perennial itself reports`,
  ];
}

function failureWords([name, value]: readonly [string, unknown]): string {
  return `${name}: ${count(value, 'failedRequests')} of ${count(value, 'requests')} requests failed, ${count(value, 'seconds')} s`;
}

function percent(part: unknown, whole: unknown): string {
  return typeof part === 'number' && typeof whole === 'number' ? `${String(Math.round((part / whole) * 100))} %` : '?';
}
