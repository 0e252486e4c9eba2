import { createHash } from 'node:crypto';
import { oneLine } from '../one-line.ts';
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

function cut(text: string, most: number): string {
  const plain = oneLine(text);
  const characters = [...plain];
  return characters.length <= most ? plain : `${characters.slice(0, most - 3).join('')}...`;
}
