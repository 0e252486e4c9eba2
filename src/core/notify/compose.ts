import { createHash } from 'node:crypto';
import { limits, type Message } from './message.ts';

/** A message that fits everywhere, with an id that is its own. */
export function composed({ title, lines, ...message }: Omit<Message, 'id'>): Message {
  const { key, kind, at } = message;
  const shown = lines.slice(0, limits.lines).map((line) => cut(line, limits.line));
  const left = lines.length - shown.length;
  const id = createHash('sha256')
    .update(JSON.stringify([key, kind, at, title, lines]))
    .digest('hex');
  return {
    id: id.slice(0, 32),
    ...message,
    title: cut(title, limits.title),
    lines: left > 0 ? [...shown, `and ${String(left)} more: perennial check shows all`] : shown,
  };
}

/** One line, without what a terminal, a mail's header or a chat program would obey. */
function cut(text: string, most: number): string {
  const plain = text
    .toWellFormed()
    .replaceAll(/[\p{Cc}\p{Cf}\u2028\u2029]+/gu, ' ')
    .trim();
  const characters = [...plain];
  return characters.length <= most ? plain : `${characters.slice(0, most - 3).join('')}...`;
}
