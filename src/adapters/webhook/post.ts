import { type IncomingMessage, request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { reasonOf } from '../../core/errors.ts';
import { HOUR, SECOND } from '../../core/instant.ts';
import type { Delivery } from '../../core/notify/delivery.ts';

export interface Sent {
  /** A secret, mostly: of it nothing but the host is ever said. */
  readonly url: string;
  readonly method?: 'POST' | 'GET';
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly ca?: string;
  readonly patience?: number;
  /** The body holds a credential, too, and 400 may be about that. */
  readonly hasKeyInBody?: boolean;
}

/** One request on a connection of its own, straight to the address: no redirect is followed, no proxy of the environment used. */
export async function sent({ url, hasKeyInBody = false, ...rest }: Sent): Promise<Delivery> {
  const at = URL.canParse(url) ? new URL(url) : undefined;
  if (at === undefined || !/^https?:$/.test(at.protocol))
    return { kind: 'later', why: 'its file holds no http or https address', after: HOUR };
  try {
    return deliveryOf(await statusOf(at, rest), { host: at.host, final: hasKeyInBody ? [413, 422] : [400, 413, 422] });
  } catch (thrown) {
    return { kind: 'later', why: `${at.host}: ${reasonOf(thrown)}` };
  }
}

interface Answer {
  readonly status: number;
  readonly retryAfter: string | undefined;
  readonly date: string | undefined;
}

function statusOf(
  url: URL,
  { method = 'POST', headers, body = '', ca, patience = 10 * SECOND }: Omit<Sent, 'url' | 'hasKeyInBody'>,
): Promise<Answer> {
  const signal = AbortSignal.timeout(patience);
  const length = { 'content-length': String(Buffer.byteLength(body)) };
  const options = { method, signal, agent: false, headers: { 'user-agent': 'perennial', ...headers, ...length } };
  return new Promise((resolve, reject) => {
    const fail = (thrown: Error) =>
      reject(signal.aborted ? new Error(`no answer in ${String(patience / SECOND)} s`) : thrown);
    const answered = (response: IncomingMessage): void => {
      const { statusCode = 0, headers: said } = response;
      // What it says beside its status is of no interest, however long it is.
      response.on('error', () => undefined).destroy();
      resolve({ status: statusCode, retryAfter: said['retry-after'], date: said.date });
    };
    const request =
      url.protocol === 'https:'
        ? httpsRequest(url, { ...options, ...(ca !== undefined && { ca }) }, answered)
        : httpRequest(url, options, answered);
    request.on('error', fail).end(body);
  });
}

/** What a message is does not change; an address or a credential that is wrong, somebody can mend. */
function deliveryOf(
  { status, retryAfter, date }: Answer,
  { host, final }: { readonly host: string; readonly final: readonly number[] },
): Delivery {
  const why = `${host}: status ${String(status)}`;
  if (status >= 200 && status < 300) return { kind: 'delivered' };
  if (final.includes(status)) return { kind: 'refused', why };
  if (status === 408 || status === 425 || status === 429 || status >= 500) {
    const after = waitOf(retryAfter, date);
    return { kind: 'later', why, ...(after !== undefined && { after }) };
  }
  return { kind: 'later', why: status < 400 ? `${why}, and redirects are not followed` : why, after: HOUR };
}

/** RFC 9110 10.2.3: seconds, or a date, which is compared with the receiver's own clock. */
function waitOf(retryAfter = '', date = ''): number | undefined {
  if (/^\d{1,9}(\.\d+)?$/.test(retryAfter)) return Number(retryAfter) * SECOND;
  const wait = Date.parse(retryAfter) - Date.parse(date);
  return Number.isNaN(wait) ? undefined : Math.max(0, wait);
}
