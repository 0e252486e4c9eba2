import { listed } from '../../../core/check/words.ts';
import { workerSteps } from '../../../core/kubeadm/worker-steps.ts';
import type { ChangeReport } from '../../../usecases/requests.ts';
import { rescue, type RescueReport } from '../../../usecases/rescue.ts';
import type { Answer, Call } from '../answer.ts';
import { changeAnswer } from '../change-answer.ts';
import { printable } from '../printable.ts';

/** The worst day: what one node can do, and where to go on. */
export async function rescuing(call: Call): Promise<Answer> {
  const report = await rescue({ ...(await call.observing()), consent: call.consent }, await call.world());
  switch (report.kind) {
    case 'ended':
      return changeAnswer(report.change, call);
    case 'elsewhere':
      return withMore(changeAnswer(halfway(report.change), call), elsewhereWords(report), report, call);
    case 'alive': {
      const [first, second] = report.changes;
      const [repair, proof] = [changeAnswer(halfway(first), call), changeAnswer(second, call)];
      const both = { ...proof, text: `${repair.text}\n${proof.text}` };
      return withMore(both, aliveWords(report), report, call);
    }
  }
}

/** What is not served yet is no finding before the other half. */
function halfway(change: ChangeReport): ChangeReport {
  return change.kind === 'ran' ? { ...change, remaining: [] } : change;
}

function elsewhereWords({ others }: Extract<RescueReport, { kind: 'elsewhere' }>): readonly string[] {
  const which = others.length === 0 ? 'the next control-plane node' : listed(others);
  return [
    'done here: etcd waits for its other members, and nothing else can come before it',
    `now run it on ${which}, one after the other: perennial rescue`,
  ];
}

type Alive = Extract<RescueReport, { kind: 'alive' }>;

function aliveWords({ away, unknown }: Alive): readonly string[] {
  if (unknown !== undefined) return [`which nodes are ready could not be asked: ${unknown}`];
  const [controlPlanes, workers] = [true, false].map((is) =>
    away.filter(({ isControlPlane }) => isControlPlane === is).map(({ name }) => name),
  );
  return [...controlPlaneWords(controlPlanes ?? []), ...workerWords(workers ?? [])];
}

function controlPlaneWords(names: readonly string[]): readonly string[] {
  if (names.length === 0) return ['the control plane is healthy: every one of its nodes is ready'];
  return [
    `not ready of the control plane: ${listed(names)}`,
    'run it there, one after the other: perennial rescue (one that was rescued before is ready within five minutes)',
  ];
}

function workerWords(names: readonly string[]): readonly string[] {
  if (names.length === 0) return [];
  return [`not ready of the workers: ${listed(names)}`, ...workerSteps()];
}

function withMore(answer: Answer, words: readonly string[], report: RescueReport, { paint }: Call): Answer {
  const [first = '', ...others] = words.map(paint.words).map(printable);
  const away = report.kind === 'alive' ? report.away.map(({ name, isControlPlane }) => ({ name, isControlPlane })) : [];
  const [repair] = report.kind === 'alive' ? report.changes : [report.kind === 'elsewhere' ? report.change : undefined];
  const rest = { state: report.kind, away, todo: words, ...(repair?.kind === 'ran' && { repair: repair.report }) };
  return {
    ...answer,
    text: `${answer.text}\n${paint.strong(first)}\n${others.map((line) => `${line}\n`).join('')}`,
    ...(answer.document !== undefined && { document: { ...answer.document, rescue: rest } }),
  };
}
