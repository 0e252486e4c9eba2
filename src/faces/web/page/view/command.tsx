import { useState } from 'preact/hooks';
import { useSpeech } from './context.ts';

/** A command to be copied: the page itself carries out nothing. */
export function Command({ text }: { readonly text: string }) {
  const { words } = useSpeech();
  const [isCopied, setCopied] = useState(false);
  const copy = async (): Promise<void> => {
    await navigator.clipboard.writeText(text);
    setCopied(true);
  };
  return (
    <span class="command">
      <code>{text}</code>
      <button type="button" onClick={() => void copy()} aria-label={`${words.copy}: ${text}`}>
        {isCopied ? words.copied : words.copy}
      </button>
    </span>
  );
}
