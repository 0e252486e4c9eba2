import type { AnsweredRequest } from '../../../usecases/answer-requests.ts';
import { approveRequests } from '../../../usecases/approve-requests.ts';
import type { Answer, Call } from '../answer.ts';
import { answeredDocument, answeredLines, answeredVerdict } from '../answered-lines.ts';
import { exitStatus } from '../exit-status.ts';

/** Nobody is asked: there is nothing to decide that the rule does not decide, and `--dry-run` shows it. */
export async function approving(call: Call): Promise<Answer> {
  const isDry = call.given.dryRun === true;
  const answered = await approveRequests({ ...(await call.observing()), mayAnswer: !isDry }, await call.world());
  const verdict = answeredVerdict(answered);
  const msg = isDry && answered.length > 0 ? 'nothing was answered: this is what would be done' : verdict;
  const changed = answered.some(({ isAnswered }) => isAnswered);
  const lines = answeredLines(answered, call.paint);
  return {
    text: `${[...lines, ...(lines.length > 0 ? [''] : []), call.paint.words(msg)].join('\n')}\n`,
    document: { kind: 'ServingRequests', changed, msg, warnings: [], requests: answeredDocument(answered) },
    status:
      isDry && call.given.detailedExitcode === true && wouldAnswer(answered) ? exitStatus.changed : exitStatus.fine,
  };
}

const wouldAnswer = (all: readonly AnsweredRequest[]): boolean =>
  all.some(({ judgement }) => judgement.kind !== 'wait');
