import { dirname } from 'node:path';

/** Output with what differs from run to run named instead: paths, times, serials, digests, ids. Columns are closed up. */
export function sameEveryTime(text: string, root: string): readonly string[] {
  const placed = text.replaceAll(root, '$ROOT').replaceAll(dirname(root), '$OUTSIDE');
  const named = replacements.reduce((seen, [pattern, name]) => seen.replace(pattern, name), placed);
  const lines = named.split('\n').map((line) => line.replace(/(\S) {2,}/g, '$1  ').trimEnd());
  return lines.join('\n').replace(/\n+$/, '').split('\n');
}

const replacements: readonly (readonly [RegExp, string])[] = [
  [/\d{4}-\d\d-\d\dT\d\d-\d\d-\d\dZ(-\d+)?/g, '<run>'],
  [/(?<=kubelet-client-)\d{4}(-\d\d){5}/g, '<then>'],
  [/\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d)?(\.\d+)?Z/g, '<time>'],
  [/\d{4}-\d\d-\d\d \d\d:\d\d UTC/g, '<time>'],
  [/[A-Z][a-z]{2} \d\d, \d{4} \d\d:\d\d UTC/g, '<time>'],
  [/[A-Z][a-z]{2} \d\d, \d{4}/g, '<date>'],
  [/\d{4}-\d\d-\d\d/g, '<date>'],
  [/sha256:[0-9a-f]{8,64}/g, '<digest>'],
  [/\b[0-9a-f]{64}\b/g, '<fingerprint>'],
  [/\b\d{13}\b/g, '<milliseconds>'],
  [/\b[0-9A-F]{12,16}\b/g, '<serial>'],
  [/\b\d+\.\d s\b/g, '<seconds>'],
  [/\b\d+\.\d 秒/g, '<seconds>'],
  [/=-?\d+s;/g, '=<left>s;'],
  [/process \d+/g, 'process <pid>'],
  [/node \d+\.\d+\.\d+/g, 'node <version>'],
  [/openssl [\d.]+/g, 'openssl <version>'],
  [/"(node|openssl)": "\d+\.[\d.]+"/g, '"$1": "<version>"'],
];
