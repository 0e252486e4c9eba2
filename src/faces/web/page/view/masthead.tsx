import type { Summary } from '../model/summary.ts';
import { useSpeech } from './context.ts';
import { Mark } from './mark.tsx';

/** The verdict first, in one line that can be read across a room. */
export function Masthead({ summary, isLive }: { readonly summary: Summary; readonly isLive: boolean }) {
  const speech = useSpeech();
  const { words, dates, now } = speech;
  const { urgency, troubled, clusters, nodes, oldestLook, unheard } = summary;
  const verdict = troubled.length === 0 ? words.fine(clusters, nodes) : words.needAttention(troubled.length);
  return (
    <header class={`masthead ${urgency}`}>
      <p class="wordmark">
        perennial
        <span class="live" role="status">
          {isLive ? words.live : words.reconnecting}
        </span>
      </p>
      <h1>
        <Mark urgency={urgency} isSilent /> {verdict}
      </h1>
      <p class="next">{[...dueWords(summary, speech)].join(' · ')}</p>
      {unheard.length > 0 && <p class="unheard">{words.unheard(unheard.map(({ node }) => node).join(', '))}</p>}
      {oldestLook !== undefined && (
        <p class="checked">
          {now - oldestLook < MINUTE ? words.checkedNow : words.checked(dates.relative(oldestLook, now))}
        </p>
      )}
    </header>
  );
}

const MINUTE = 60_000;

function* dueWords({ next, due, opensAt }: Summary, { words, dates, now }: ReturnType<typeof useSpeech>) {
  const dueAt = next?.certificate.renewalDueAt;
  if (due > 0) yield words.dueNow(due);
  else if (next !== undefined && dueAt !== undefined)
    yield words.nextDue(next.certificate.name, next.node, dates.relative(dueAt, now));
  if (opensAt !== undefined) yield words.window(dates.minute(opensAt));
}
