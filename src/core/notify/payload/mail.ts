import type { Message } from '../message.ts';
import { senderOf } from './sender.ts';

/** One mail (RFC 5322), with CRLF. Its Message-ID is the message's id: mail programs show a second copy once. */
export function mailText(
  message: Message,
  { from, to }: { readonly from: string; readonly to: readonly string[] },
): string {
  const { id, at, node, key, kind, title, lines } = message;
  const domain = /^[a-z0-9.-]+$/i.test(node) ? node : 'localhost';
  const headers = [
    ['From', from],
    ['To', to.join(',\r\n ')],
    ['Subject', encodedWords(`[perennial] ${title}`)],
    ['Date', new Date(at).toUTCString().replace('GMT', '+0000')],
    ['Message-ID', `<${id}@${domain}>`],
    ['Auto-Submitted', 'auto-generated'],
    ['X-Perennial-Kind', kind],
    ['X-Perennial-Key', encodedWords(key)],
    ['MIME-Version', '1.0'],
    ['Content-Type', 'text/plain; charset=utf-8'],
    ['Content-Transfer-Encoding', 'base64'],
  ];
  const body = [title, '', ...lines, '', senderOf(node), ''].join('\r\n');
  const encoded = Buffer.from(body).toString('base64').replaceAll(/.{76}/g, '$&\r\n');
  return `${headers.map(([name, value]) => `${name ?? ''}: ${value ?? ''}\r\n`).join('')}\r\n${encoded}\r\n`;
}

/** RFC 2047: base64 words of at most 75 characters, none of which ends within a character. Plain ASCII that fits stays as it is. */
function encodedWords(text: string): string {
  if (/^[\x20-\x7e]{0,60}$/.test(text) && !text.includes('=?')) return text;
  const words: string[] = [''];
  for (const character of text) {
    const last = words.at(-1) ?? '';
    if (Buffer.byteLength(last + character) > MOST_OCTETS) words.push(character);
    else words[words.length - 1] = last + character;
  }
  return words.map((word) => `=?utf-8?B?${Buffer.from(word).toString('base64')}?=`).join('\r\n ');
}

const MOST_OCTETS = 45;
