import { PerennialError } from '../../core/errors.ts';
import { badAnswer } from './api-failure.ts';
import type { ApiResponse } from './api-request.ts';

/** The JSON object that a request was answered with; `api-unavailable` for another status than 200, and for what is none. */
export function objectIn(what: string, response: ApiResponse): Readonly<Record<string, unknown>> {
  if (response.status !== 200) throw badAnswer(what, response);
  try {
    const parsed: unknown = JSON.parse(response.text);
    if (typeof parsed === 'object' && parsed !== null) return parsed as Readonly<Record<string, unknown>>;
  } catch {
    // Reported below, like JSON that is no object.
  }
  throw new PerennialError('api-unavailable', `${what} was answered with what is no JSON object`, {
    hint: 'see whether something else than an API server listens there',
  });
}
