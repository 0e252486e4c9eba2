import { DAY } from '../instant.ts';
import type { Evidence } from './evidence.ts';
import type { Content, FileChange, IssueRequest, LeftAlone, Plan, Remake, Stage, Step } from './plan.ts';
import { acceptedByNobody } from './rollback.ts';

/** The plan in words: what `--dry-run` prints and what is consented to. */
export function described(plan: Plan): string {
  if (plan.intent.kind === 'abandon')
    return [...abandonLines(plan.intent.of), ...leftAloneLines(plan.leftAlone)].join('\n');
  const steps = plan.stages.reduce((sum, stage) => sum + stage.steps.length, 0);
  const head = `${counted(steps, 'step')} in ${counted(plan.stages.length, 'stage')} on ${plan.node}; ${wayBack(plan)}`;
  return [...rescueLines(plan), head, '', ...plan.stages.flatMap(stageLines), ...leftAloneLines(plan.leftAlone)].join(
    '\n',
  );
}

const abandonLines = (runs: readonly string[]): readonly string[] => [
  ...runs.map((run) => `end      ${run}, where it stands: it can be neither resumed nor rolled back any more`),
  'no file and no process is changed',
];

function wayBack(plan: Plan): string {
  if (plan.intent.kind === 'rollback') return 'cannot be undone itself';
  return acceptedByNobody(plan, plan, plan.madeAt).length > 0
    ? 'there is no way back to certificates that have ended'
    : 'can be rolled back at any point';
}

/** Without an API server nothing keeps two nodes from being rescued at once. */
function rescueLines({ intent }: Plan): readonly string[] {
  if (intent.kind !== 'rescue') return [];
  const alone = 'nothing coordinates this with other nodes: rescue one node after the other';
  return [...intent.dead.map((one) => `dead: ${one}`), alone, ''];
}

function stageLines(stage: Stage, index: number): readonly string[] {
  return [
    `${index + 1}. ${stage.name}`,
    ...stage.steps.flatMap((step) => describedStep(step).map((line) => `     ${line}`)),
  ];
}

/** One step in words, a line for each thing it touches. */
export function describedStep(step: Step): readonly string[] {
  switch (step.kind) {
    case 'keep':
      return [`keep     ${step.path}  ${step.digest.slice(0, 15)}`];
    case 'issue':
      return [`issue    ${issued(step.request)}`];
    case 'merge':
      return [`merge    ${step.path}: this cluster's entries only`];
    case 'refer':
      return [`refer    ${step.path}: its user names ${step.to}`];
    case 'install':
      return step.files.map(installed);
    case 'drain':
      return [
        `drain    port ${step.port}: new connections from outside are refused, ${step.seconds} s before it goes on`,
      ];
    case 'restart':
      return [`restart  ${step.component}, grace ${step.graceSeconds} s${step.orAway ? ', if it runs' : ''}`];
    case 'unit':
      return [`start    ${step.unit}: runs, and read its files after they changed`];
    case 'heartbeat':
      return [`await    the API server hears from the kubelet of ${step.node}`];
    case 'prove':
      return step.evidence.map(
        (one) => `prove    ${proved(one)}, else ${step.drain === undefined ? '' : 'drained '}restart`,
      );
    case 'remake':
      return [remade(step)];
    case 'admit':
      return [`admit    port ${step.port}: new connections again`];
    case 'await':
      return [`await    ${step.component} healthy${step.lease === undefined ? '' : ', leading or standing by'}`];
    case 'gate':
      return [
        `gate     etcd well on all members${step.change === 'restart' ? ', and with a quorum without this one' : ''}`,
      ];
  }
}

function remade({ becomes, certificate, unit, endpoint }: Remake): string {
  const served = `restart ${unit}, served at ${endpoint.host}:${endpoint.port}`;
  return becomes === 'another'
    ? `remake   ${certificate.path} and its key: removed, made again by the kubelet; ${served}`
    : `remake   ${certificate.path} and its key as they were; ${served}`;
}

function issued({
  name,
  commonName,
  organizations,
  notBefore,
  notAfter,
  key,
  signer,
  sanChanges,
}: IssueRequest): string {
  const subject = [...organizations.map((one) => `O=${one}`), `CN=${commonName}`].join(', ');
  const days = Math.round((notAfter - notBefore) / DAY);
  const changes = [...sanChanges.added.map((san) => `+${san}`), ...sanChanges.removed.map((san) => `-${san}`)];
  const parts = [
    subject,
    key.kind === 'new' ? `new ${key.algorithm} key` : 'same key',
    `${days > 0 ? `${days} days, ` : ''}until ${new Date(notAfter).toISOString().slice(0, 16)}Z`,
    `signed by ${signer.authority}`,
    ...(changes.length > 0 ? [`names ${changes.join(' ')}`] : []),
  ];
  return `${name}: ${parts.join('; ')}`;
}

function installed({ path, becomes }: FileChange): string {
  if (becomes.kind === 'link') return `link     ${path} -> ${becomes.target}`;
  return becomes.kind === 'absent' ? `remove   ${path}` : `install  ${path}${restored(becomes)}`;
}

const restored = (content: Content): string => (content.kind === 'kept' ? `  ${content.digest.slice(0, 15)}` : '');

function proved(evidence: Evidence): string {
  if (evidence.kind === 'served') {
    return `${evidence.name} is served at ${evidence.endpoint.host}:${evidence.endpoint.port}`;
  }
  const call = evidence.call === 'none' ? '' : `, and a call to ${evidence.call} works`;
  return `${evidence.name} is read again by itself${call}`;
}

/** One line for each reason, however many certificates share it. */
function leftAloneLines(leftAlone: readonly LeftAlone[]): readonly string[] {
  const reasons = [...new Set(leftAlone.map(({ why }) => why))];
  const named = (why: string): string => leftAlone.flatMap((one) => (one.why === why ? [one.name] : [])).join(', ');
  return reasons.length === 0 ? [] : ['', ...reasons.map((why) => `left alone: ${named(why)} (${why})`)];
}

const counted = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;
