import * as z from 'zod/mini';
import type { Instant } from '../instant.ts';

/** What is said while a run goes on and is in no journal. Holds no secret; nothing is ever decided by it. */
export type NotedNews =
  | { readonly kind: 'witness'; readonly at: Instant; readonly requests: number; readonly failures: number }
  | { readonly kind: 'api-gap'; readonly at: Instant; readonly milliseconds: number; readonly failures: number }
  | { readonly kind: 'waiting'; readonly at: Instant; readonly step: string; readonly why: string };

/** Lines that are none, torn ones too, are left out: they are news, not a journal. */
export function notedNewsIn(text: string): readonly NotedNews[] {
  return text
    .split('\n')
    .slice(0, -1)
    .flatMap((line) => newsIn(line));
}

function newsIn(line: string): readonly NotedNews[] {
  try {
    const { data } = schema.safeParse(JSON.parse(line));
    return data === undefined ? [] : [data];
  } catch {
    return [];
  }
}

const at = z.number();
const count = z.int().check(z.minimum(0));
const schema = z.union([
  z.object({ kind: z.literal('witness'), at, requests: count, failures: count }),
  z.object({ kind: z.literal('api-gap'), at, milliseconds: z.number(), failures: count }),
  z.object({ kind: z.literal('waiting'), at, step: z.string(), why: z.string().check(z.maxLength(2000)) }),
]);
