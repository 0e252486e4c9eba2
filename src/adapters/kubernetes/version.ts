import type { Api } from '../../ports/api.ts';
import type { ApiClient } from './api-client.ts';
import { badAnswer } from './api-failure.ts';
import { textOf } from './json-fields.ts';

/** GET /version. A server that sends no usable Date is none that we know: `api-unavailable`. */
export async function version(client: ApiClient): ReturnType<Api['version']> {
  const began = performance.now();
  const response = await client.ask({ path: '/version' });
  const tookMilliseconds = Math.round(performance.now() - began);
  const date = Date.parse(response.date ?? '');
  const gitVersion = response.status === 200 ? textOf(parsed(response.text), 'gitVersion') : '';
  if (gitVersion === '' || Number.isNaN(date)) throw badAnswer('GET /version', response);
  return { version: gitVersion, date, tookMilliseconds };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
