/** RFC 5545 3.1: a line with its CRLF, folded so that none of its parts has more than 75 octets, never inside a character. */
export function contentLine(name: string, value: string): string {
  const parts: string[] = [];
  let part = '';
  let octets = 0;
  for (const character of `${name}:${value}`) {
    const length = Buffer.byteLength(character);
    if (octets + length > MOST_OCTETS) {
      parts.push(part);
      part = ' ';
      octets = 1;
    }
    part += character;
    octets += length;
  }
  return `${[...parts, part].join('\r\n')}\r\n`;
}

const MOST_OCTETS = 75;

/** RFC 5545 3.3.11: a value of the type TEXT. Control characters are not allowed in it, nor are lone surrogates in UTF-8. */
export function textValue(text: string): string {
  return text
    .toWellFormed()
    .replaceAll(/\r\n?|\u2028|\u2029/g, '\n')
    .replaceAll(/[^\P{Cc}\n\t]/gu, ' ')
    .replaceAll(/[\\;,]/g, String.raw`\$&`)
    .replaceAll('\n', String.raw`\n`);
}

/** RFC 5545 3.3.5, form 2: UTC. */
export const dateTimeValue = (at: number): string => `${isoDigits(at).slice(0, 15)}Z`;

/** RFC 5545 3.3.4. */
export const dateValue = (at: number): string => isoDigits(at).slice(0, 8);

/** Years have four digits; RFC 5280 4.1.2.5 says 99991231235959Z for what has no end. */
const isoDigits = (at: number): string => new Date(Math.min(at, LAST_DAY)).toISOString().replaceAll(/[-:]/g, '');

const LAST_DAY = Date.UTC(9999, 11, 31);
