import type { Facts } from '../../../core/plan/journal.ts';
import type { Step } from '../../../core/plan/plan.ts';
import type { Style } from '../../report/style.ts';
import { printable } from '../printable.ts';
import { stepWords } from './news-words.ts';

/** What a finished step came to: one line, or one for each certificate that was proved. */
export function outcomeWords(step: Step, facts: Facts, style: Style): readonly string[] {
  return wordsOf(step, facts, style).map(style.words).map(printable);
}

function wordsOf(step: Step, facts: Facts, style: Style): readonly string[] {
  switch (step.kind) {
    case 'keep':
    case 'issue':
    case 'merge':
    case 'refer':
    case 'install':
      return [stepWords(step, style)];
    case 'unit':
      return [`${step.unit} runs since ${facts['startedAt']?.slice(11, 19) ?? 'then'} UTC`];
    case 'heartbeat':
      return Object.values(facts);
    case 'drain':
      return [`port ${String(step.port)} refuses new connections from outside`];
    case 'admit':
      return [`port ${String(step.port)} admits them again`];
    case 'restart':
      return [`${step.component} ${restarted(facts)}`];
    case 'prove':
      return proved(step, facts);
    case 'remake':
      return [`${step.name}: ${facts['proof'] ?? 'served'}`];
    case 'await':
      return [
        `${step.component} is healthy${facts['leader'] === undefined ? '' : `; ${facts['leader'].split('_')[0] ?? ''} leads`}`,
      ];
    case 'gate':
      return ['etcd is well on all members'];
  }
}

function proved({ component, evidence }: Extract<Step, { kind: 'prove' }>, facts: Facts): readonly string[] {
  const names = [...new Set(evidence.map(({ name }) => name))];
  const proofs = names.map((name) => `${name}: ${facts[name] ?? 'proved'}`);
  return facts['restarted'] === undefined ? proofs : [`${component} ${restarted(facts)}`, ...proofs];
}

function restarted({ from, to, container }: Facts): string {
  if (to === undefined && container === undefined) return 'is away, and reads its files when it starts';
  if (to === undefined) return 'was restarted already';
  return from === undefined ? `runs in container ${short(to)}` : `restarted: container ${short(from)} -> ${short(to)}`;
}

const short = (id: string): string => id.slice(0, 12);
