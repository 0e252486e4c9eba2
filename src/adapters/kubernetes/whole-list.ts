import { PerennialError } from '../../core/errors.ts';
import type { ApiClient } from './api-client.ts';
import { listOf, textOf } from './json-fields.ts';
import { objectIn } from './json-object.ts';

export interface List<T> {
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  /** What of an object is kept: no more of a large cluster is in memory at a time than a page. */
  readonly of: (object: unknown) => readonly T[];
}

/**
 * A list that grows with the cluster, page by page: in one answer it may be longer than any answer may be. Its pages are those of one
 * moment, which etcd keeps for five minutes; 410 says that it is gone, and then the list begins again (Kubernetes API concepts,
 * "Retrieving large results sets in chunks"). Where there is no such list it is empty.
 */
export async function wholeList<T>({ ask }: Pick<ApiClient, 'ask'>, list: List<T>): Promise<readonly T[]> {
  for (let begun = 1; ; begun += 1) {
    const found = await fromTheBeginning(ask, list, begun < MOST_BEGINNINGS);
    if (found !== undefined) return found;
  }
}

/** Objects in a page. A node with the names of fifty images is some 20 kB. */
const PAGE = 200;
const MOST_BEGINNINGS = 3;
const GONE = 410;

/** Undefined when what it began with was gone before its end, and it may begin again. */
async function fromTheBeginning<T>(
  ask: ApiClient['ask'],
  { path, query, of }: List<T>,
  mayBeginAgain: boolean,
): Promise<readonly T[] | undefined> {
  const found: T[] = [];
  for (let next = ''; ; ) {
    const parameters = new URLSearchParams({ ...query, limit: String(PAGE), ...(next !== '' && { continue: next }) });
    const response = await ask({ path: `${path}?${parameters.toString()}` });
    if (next === '' && response.status === 404) return [];
    if (next !== '' && response.status === GONE && mayBeginAgain) return undefined;
    const page = objectIn(`GET ${path}`, response);
    for (const object of listOf(page, 'items')) found.push(...of(object));
    const before = next;
    next = textOf(page, 'metadata', 'continue');
    if (next === '') return found;
    if (next === before) throw endless(path);
  }
}

const endless = (path: string): PerennialError =>
  new PerennialError('api-unavailable', `GET ${path} was answered with the same page again`, {
    hint: 'see whether something else than an API server listens there',
  });
