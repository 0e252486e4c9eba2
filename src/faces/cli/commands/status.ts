import type { Intent } from '../../../core/plan/plan.ts';
import type { RunStatus } from '../../../usecases/requests.ts';
import { status } from '../../../usecases/status.ts';
import type { Answer, Call } from '../answer.ts';
import type { Style } from '../../report/style.ts';
import { reportWords } from '../report-words.ts';
import { table } from '../table.ts';

/** Every run of this node, oldest first, and what its report says; the last line says whether one is unfinished. */
export async function runs(call: Call): Promise<Answer> {
  if (call.given.cluster === true) return await (await import('./cluster.ts')).cluster(call, 'status');
  const { runs: all } = await status(await call.world());
  const msg = verdictOf(all);
  const document = {
    kind: 'Status',
    changed: false,
    msg,
    warnings: all.flatMap(reportWarnings),
    runs: all.map(runDocument),
  };
  return { text: `${[...runLines(all, call.paint), call.paint.words(msg)].join('\n')}\n`, document, status: 0 };
}

function runLines(all: readonly RunStatus[], paint: Style): readonly string[] {
  if (all.length === 0) return [];
  const rows = all.map((run) => [
    run.id,
    ...[
      intentWords(run.plan.intent),
      stateWords(run),
      `${String(run.done)} of ${String(run.steps)}`,
      reportWords(run),
    ].map(paint.words),
  ]);
  return [...table([['RUN', 'WHAT', 'STATE', 'STEPS DONE', 'REPORT'], ...rows], paint), ''];
}

function verdictOf(all: readonly RunStatus[]): string {
  const open = all.filter(({ state }) => state === 'open').at(-1);
  if (open !== undefined) {
    return `the run ${open.id} is unfinished: finish it with perennial resume, or undo it with perennial rollback`;
  }
  return all.length === 0 ? 'there was no run on this node' : 'no run is unfinished';
}

export function intentWords(intent: Intent): string {
  switch (intent.kind) {
    case 'renew':
      return 'renewal';
    case 'rescue':
      return 'rescue';
    case 'restart':
      return `restart of ${intent.components.join(', ')}`;
    case 'kubeconfig':
      return 'copies of admin.conf';
    case 'rollback':
      return `rollback of ${intent.of}`;
    case 'abandon':
      return `end of ${intent.of.join(', ')}`;
  }
}

const stateWords = ({ state }: RunStatus): string => state.replace('-', ' ');

function runDocument({ id, plan, state, done, steps, report }: RunStatus) {
  const saved = report.kind === 'read' ? { report: report.value } : {};
  return { id, intent: plan.intent, node: plan.node, state, done, steps, ...saved };
}

const reportWarnings = ({ id, report }: RunStatus): readonly string[] =>
  report.kind === 'unreadable' ? [`the report of the run ${id} cannot be read: ${report.detail}`] : [];
