import { shapes } from '../model/shapes.ts';
import type { Urgency } from '../model/urgency.ts';
import { useSpeech } from './context.ts';

/** A state as a shape and, unless it stands beside words, as words too: colour alone says nothing (WCAG 2.2, 1.4.1). */
export function Mark({ urgency, isSilent = false }: { readonly urgency: Urgency; readonly isSilent?: boolean }) {
  const { words } = useSpeech();
  return (
    <span class={`mark ${urgency}`}>
      <svg viewBox="0 0 16 16" width="14" height="14" aria-hidden="true">
        <path d={shapes[urgency]} />
      </svg>
      {isSilent ? null : <span>{words.urgency[urgency]}</span>}
    </span>
  );
}
