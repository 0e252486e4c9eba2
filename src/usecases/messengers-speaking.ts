import type { Language } from '../core/language/language.ts';
import { messageIn } from '../core/notify/message-in.ts';
import type { Messengers } from '../ports/messengers.ts';

/**
 * The same ways to people, in their language. The notebook holds English: what waits there is said in what is configured when it is
 * sent, and has the same id before and after. English needs no phrasebook, and none is loaded.
 */
export function messengersSpeaking(language: Language, messengers: Messengers): Messengers {
  if (language === 'en') return messengers;
  return {
    ...messengers,
    async deliver(message, receiver) {
      const { translated } = await import('../core/language/translated.ts');
      return await messengers.deliver(
        messageIn((text) => translated(text, language), message),
        receiver,
      );
    },
  };
}
