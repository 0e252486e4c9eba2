import { isSilent } from '../../../../core/cluster/silent.ts';
import type { NodeOverview, OverviewFinding } from '../../../../core/overview/overview.ts';
import type { Urgency } from '../model/urgency.ts';
import { Command } from './command.tsx';
import { useSpeech } from './context.ts';
import { Mark } from './mark.tsx';

/** What asks for something, on all nodes, the worst first, each with the command that mends it. */
export function Findings({ nodes }: { readonly nodes: readonly NodeOverview[] }) {
  const { words, now } = useSpeech();
  const told = nodes.flatMap((node) => tasksOf(node, now, words)).toSorted((one, other) => rank(one) - rank(other));
  return (
    <section aria-labelledby="what-to-do">
      <h2 id="what-to-do">{words.whatToDo}</h2>
      {told.length === 0 && <p class="calm">{words.nothingToDo}</p>}
      <ul class="findings">
        {told.slice(0, MOST).map(({ node, urgency, subject, message, command }) => (
          <li key={`${node}/${subject}/${message}`}>
            <Mark urgency={urgency} />
            <p>
              <strong>{subject}</strong> <span class="where">{node}</span>
              <br />
              {message}
            </p>
            {command !== undefined && <Command text={command} />}
          </li>
        ))}
      </ul>
      {told.length > MOST && <p>{words.andMore(told.length - MOST)}</p>}
    </section>
  );
}

const MOST = 50;

interface Task {
  readonly node: string;
  readonly urgency: Urgency;
  readonly subject: string;
  readonly message: string;
  readonly command?: string;
}

function tasksOf(
  { node, seen }: NodeOverview,
  now: number,
  words: ReturnType<typeof useSpeech>['words'],
): readonly Task[] {
  if (seen.kind === 'silent') return [{ node, urgency: 'unknown', subject: node, message: words.silent }];
  if (seen.kind === 'unreadable') return [{ node, urgency: 'unknown', subject: node, message: seen.detail }];
  const isToldSilent = seen.findings.some(({ code }) => code === 'node-silent');
  const silent: readonly Task[] =
    isSilent(seen, now) && !isToldSilent ? [{ node, urgency: 'unknown', subject: node, message: words.stale }] : [];
  return [...silent, ...seen.findings.filter(isTelling).map((finding) => taskOf(finding, node))];
}

/** A report of another node leaves out what mends it; its page says it. */
const taskOf = ({ severity, code, subject, message, mend }: OverviewFinding, node: string): Task => ({
  node,
  urgency: severity === 'info' ? 'due' : severity,
  subject,
  message,
  command: mend ?? `perennial explain ${code}`,
});

const isTelling = ({ severity, code }: OverviewFinding): boolean => severity !== 'info' || code === 'renewal-due';

const rank = ({ urgency }: Task): number => ['critical', 'unknown', 'warning', 'due', 'fine'].indexOf(urgency);
