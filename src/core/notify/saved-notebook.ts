import * as z from 'zod/mini';
import { PerennialError } from '../errors.ts';
import type { Notebook } from './notebook.ts';

/** The notebook as it was saved. Throws `file-malformed` for what is none: it may hold messages that nobody was told yet. */
export function savedNotebook(text: string, file: string): Notebook {
  const { data, error } = z.safeParse(shape, valueIn(text));
  if (data !== undefined) return data as Notebook;
  throw new PerennialError('file-malformed', `${file} is no notebook of messages`, {
    file,
    hint: 'move it away: the next look begins another, and tells again what is wrong now',
    cause: error,
  });
}

function valueIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const instant = z.number();
const severity = z.enum(['critical', 'unknown', 'warning', 'info']);
const message = z.object({
  id: z.string(),
  kind: z.enum(['problem', 'worse', 'resolved', 'renewed', 'digest', 'test']),
  severity,
  was: z.optional(severity),
  key: z.string(),
  at: instant,
  cluster: z.optional(z.string()),
  node: z.string(),
  code: z.optional(z.string()),
  title: z.string(),
  lines: z.array(z.string()),
});
const said = z.object({
  problems: z.record(
    z.string(),
    z.object({ severity, worst: z.optional(severity), subjects: z.array(z.string()), since: instant }),
  ),
  runs: z.record(z.string(), z.string()),
  digestAt: z.optional(instant),
});
const entry = z.object({
  message,
  receiver: z.string(),
  attempts: z.int(),
  nextAt: instant,
  why: z.optional(z.string()),
});
const shape = z.object({
  format: z.literal(1),
  said,
  outbox: z.array(entry),
  dropped: z.int(),
  lastDropped: z.array(z.object({ receiver: z.string(), title: z.string(), at: instant, why: z.string() })),
});
