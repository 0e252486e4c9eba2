import { setTimeout as pause } from 'node:timers/promises';

export interface Waiting {
  /** What is waited for, for the error's text. */
  readonly what: string;
  readonly deadlineMs: number;
  readonly everyMs?: number;
}

/** Asks until the answer is a value, and returns it. Throws, with the last error if there was one, when the deadline has passed. */
export async function waitUntil<T>(ask: () => Promise<T | undefined> | T | undefined, waiting: Waiting): Promise<T> {
  const end = Date.now() + waiting.deadlineMs;
  for (;;) {
    const answer = await attempt(ask);
    if (answer.value !== undefined) return answer.value;
    if (Date.now() >= end) {
      throw new Error(`${waiting.what}: not within ${String(waiting.deadlineMs / 1000)} s`, { cause: answer.error });
    }
    await pause(waiting.everyMs ?? 100);
  }
}

async function attempt<T>(ask: () => Promise<T | undefined> | T | undefined): Promise<{ value?: T; error?: unknown }> {
  try {
    const value = await ask();
    return value === undefined ? {} : { value };
  } catch (error) {
    return { error };
  }
}
