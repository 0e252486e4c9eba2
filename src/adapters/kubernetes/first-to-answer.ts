import { PerennialError } from '../../core/errors.ts';
import type { ApiClient } from './api-client.ts';
import { badAnswer, statusOf } from './api-failure.ts';
import type { ApiRequest, ApiResponse } from './api-request.ts';

/** Asks one API server after the other until one answers to the point; throws what the first of them said when none does. */
export function firstToAnswer(clients: readonly Pick<ApiClient, 'ask'>[]): ApiClient['ask'] {
  return async (request) => {
    let first: PerennialError | undefined;
    for (const client of clients) {
      try {
        return toThePoint(request, await client.ask(request));
      } catch (failure) {
        if (!(failure instanceof PerennialError)) throw failure;
        first ??= failure;
      }
    }
    throw first ?? new PerennialError('api-unavailable', 'no API server is known');
  };
}

/**
 * An API server that has just started may still refuse (its RBAC informers have not synced) or not know the group (404 without a
 * Status object, from the handler of unknown paths): another one knows better.
 */
function toThePoint({ method = 'GET', path }: ApiRequest, response: ApiResponse): ApiResponse {
  const { status, text } = response;
  const isAnswer = [200, 201, 409, 422].includes(status) || (status === 404 && statusOf(text) !== undefined);
  if (!isAnswer) throw badAnswer(`${method} ${path}`, response);
  return response;
}
