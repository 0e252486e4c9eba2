import { counted } from '../../core/check/words.ts';
import type { AnsweredRequest } from '../../usecases/answer-requests.ts';
import type { Style } from '../report/style.ts';
import { printable } from './printable.ts';

/** One line for each request of a kubelet, with the reason. */
export function answeredLines(answered: readonly AnsweredRequest[], { words }: Style): readonly string[] {
  return answered.map(({ request: { name, username }, judgement, isAnswered }) =>
    printable(`${name} (${username}): ${words(judgementWords(judgement, isAnswered))}`),
  );
}

function judgementWords(judgement: AnsweredRequest['judgement'], isAnswered: boolean): string {
  switch (judgement.kind) {
    case 'approve':
      return isAnswered ? 'approved' : 'good, and not approved by this call';
    case 'deny':
      return `${isAnswered ? 'denied' : 'to be denied, and not denied by this call'}: ${judgement.why}`;
    case 'wait':
      return `left alone: ${judgement.why}`;
  }
}

/** `approved 2 requests of kubelets, denied 1, left alone 1`. */
export function answeredVerdict(answered: readonly AnsweredRequest[]): string {
  if (answered.length === 0) return 'no request of a kubelet waits for an answer';
  const many = (kind: 'approve' | 'deny'): number =>
    answered.filter(({ judgement, isAnswered }) => isAnswered && judgement.kind === kind).length;
  const left = answered.length - many('approve') - many('deny');
  return `approved ${counted(many('approve'), 'request')} of kubelets, denied ${String(many('deny'))}, left alone ${String(left)}`;
}

export function answeredDocument(answered: readonly AnsweredRequest[]) {
  return answered.map(({ request: { name, username }, judgement, isAnswered }) => ({
    name,
    username,
    ...judgement,
    isAnswered,
  }));
}
