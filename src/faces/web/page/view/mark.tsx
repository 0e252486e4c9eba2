import type { Urgency } from '../model/urgency.ts';
import { useSpeech } from './context.ts';

/** A state as a shape and, unless it stands beside words, as words too: colour alone says nothing (WCAG 2.2, 1.4.1). */
export function Mark({ urgency, isSilent = false }: { readonly urgency: Urgency; readonly isSilent?: boolean }) {
  const { words } = useSpeech();
  return (
    <span class={`mark ${urgency}`}>
      <svg viewBox="0 0 16 16" width="14" height="14" aria-hidden="true">
        {shapes[urgency]}
      </svg>
      {isSilent ? null : <span>{words.urgency[urgency]}</span>}
    </span>
  );
}

const shapes: Readonly<Record<Urgency, preact.JSX.Element>> = {
  critical: <path d="M5 1h6l4 4v6l-4 4H5l-4-4V5z" />,
  unknown: <path d="M8 1a7 7 0 1 1 0 14A7 7 0 0 1 8 1zm0 2a5 5 0 1 0 0 10A5 5 0 0 0 8 3z" />,
  warning: <path d="M8 1l7.5 14H.5z" />,
  due: <path d="M8 1l7 7-7 7-7-7z" />,
  fine: <circle cx="8" cy="8" r="5" />,
};
