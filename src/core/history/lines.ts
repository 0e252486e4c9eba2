import type { Instant } from '../instant.ts';
import type { History, Look, SeenCertificate, SeenComponent } from './look.ts';

/** The looks in a history's text. Lines that are none, torn or of another version, are counted and left out. */
export function historyIn(text: string): History {
  const lines = text.split('\n').filter((line) => line !== '');
  const looks = lines.map(lookIn).filter((look) => look !== undefined);
  return { looks, damaged: lines.length - looks.length };
}

/** One line, without its end. */
export function lineOf(look: Look): string {
  return JSON.stringify({ format: 1, ...look });
}

function lookIn(line: string): Look | undefined {
  const value = parsed(line);
  if (!isRecord(value) || value['format'] !== 1) return undefined;
  const { at, components, upgrades, certificates } = value;
  if (!isInstant(at) || !isRecord(components) || !Object.values(components).every(isComponent)) return undefined;
  if (!areTexts(upgrades) || !Array.isArray(certificates) || !certificates.every(isCertificate)) return undefined;
  return { at, components, upgrades, certificates: certificates.map(certificateOf) };
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

function isCertificate(value: unknown): value is SeenCertificate {
  if (!isRecord(value)) return false;
  const { name, serial, notBefore, notAfter, run } = value;
  return (
    isText(name) && isText(serial) && isInstant(notBefore) && isInstant(notAfter) && (run === undefined || isText(run))
  );
}

const certificateOf = ({ name, serial, notBefore, notAfter, run }: SeenCertificate): SeenCertificate => ({
  name,
  serial,
  notBefore,
  notAfter,
  ...(run !== undefined && { run }),
});

const isComponent = (value: unknown): value is SeenComponent =>
  isRecord(value) && isText(value['version']) && isText(value['manifest']);
const areTexts = (value: unknown): value is readonly string[] => Array.isArray(value) && value.every(isText);
const isText = (value: unknown): value is string => typeof value === 'string' && value.length <= LONGEST;
/** As far as `Date` counts (ECMA-262, 21.4.1.1). */
const isInstant = (value: unknown): value is Instant =>
  typeof value === 'number' && Number.isFinite(value) && Math.abs(value) <= 8.64e15;
const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** No name, serial, tag or run id of ours is longer. */
const LONGEST = 300;
