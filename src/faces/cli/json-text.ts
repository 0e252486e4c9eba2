import { apiVersion } from './answer.ts';
import type { Document } from './answer.ts';

export function jsonText(document: Document): string {
  return `${JSON.stringify({ apiVersion, ...document }, undefined, 2)}\n`;
}
