import type { Translate } from '../language/language.ts';
import type { Message } from './message.ts';

/** The same message in the words of its readers. What programs compare, its id and its key first of all, stays. */
export function messageIn(words: Translate, message: Message): Message {
  return { ...message, title: words(message.title), lines: message.lines.map(words) };
}
