import { type ErrorCode, PerennialError, reasonOf } from '../../core/errors.ts';
import type { UnreadableReason } from '../../core/inventory.ts';

/** A call that got no answer, as `api-unavailable`; so is a kubeconfig that could not be read, with its file and hint. */
export function noAnswer(what: string, thrown: unknown): PerennialError {
  if (thrown instanceof PerennialError) return unusable(thrown);
  const code = codeOf(thrown);
  const details = { hint: hintForCode(code), unanswered: unansweredBy(code), cause: thrown };
  return new PerennialError('api-unavailable', `${what} failed: ${wordsOf(thrown)}`, details);
}

/** An answer that is no success, as `api-unavailable`, with the words of the Status object in it. */
export function badAnswer(what: string, { status, text }: { status: number; text: string }): PerennialError {
  const words = statusMessageIn(text);
  const said = words === '' ? '' : `: ${words}`;
  const unanswered = status === 401 || status === 403 ? 'denied' : 'io';
  const details = { hint: hintForStatus(status), unanswered } as const;
  return new PerennialError('api-unavailable', `${what} was answered with status ${status}${said}`, details);
}

/** Text of a Status object (meta/v1), or the first line of what is none; plain characters only. */
function statusMessageIn(text: string): string {
  const message = statusOf(text)?.message ?? text.split('\n')[0] ?? '';
  return message.replace(/[^\x20-\x7e]/g, '').slice(0, 200);
}

/** The API server's own refusals are Status objects; what it passes on from others is not. */
export function statusOf(text: string): { readonly message: string } | undefined {
  try {
    const parsed: unknown = JSON.parse(text);
    if (typeof parsed !== 'object' || parsed === null) return undefined;
    const { kind, message } = parsed as { kind?: unknown; message?: unknown };
    return kind === 'Status' ? { message: typeof message === 'string' ? message : '' } : undefined;
  } catch {
    return undefined;
  }
}

/** What went wrong, as one word to count by: node's error code, else its message. */
export function failureKind(thrown: unknown): string {
  return codeOf(thrown) ?? reasonOf(thrown).slice(0, 100);
}

/** Node's error code, such as `ECONNREFUSED` or `CERT_HAS_EXPIRED`. */
function codeOf(thrown: unknown): string | undefined {
  const code = thrown instanceof Error && 'code' in thrown ? thrown.code : undefined;
  return typeof code === 'string' ? code : undefined;
}

function unusable({ code, message, hint, next, file, line, cause }: PerennialError): PerennialError {
  const place = { ...(file && { file }), ...(line && { line }) };
  const details = { ...(hint && { hint }), ...(next && { next }), ...place, unanswered: unansweredFor(code), cause };
  return new PerennialError('api-unavailable', message, details);
}

/** Of the kubeconfig. */
function unansweredFor(code: ErrorCode): UnreadableReason {
  if (code === 'permission') return 'permission';
  return code === 'file-malformed' ? 'parse' : 'no-credentials';
}

function unansweredBy(code: string | undefined): UnreadableReason {
  if (code === 'ECONNREFUSED') return 'refused';
  return code === 'ETIMEDOUT' ? 'timeout' : 'io';
}

/** OpenSSL's errors carry their words apart from addresses in its source. */
function wordsOf(thrown: unknown): string {
  const words = thrown instanceof Error && 'reason' in thrown ? thrown.reason : undefined;
  if (typeof words === 'string') return words;
  return (reasonOf(thrown) || codeOf(thrown) || 'no reason given').slice(0, 300);
}

function hintForCode(code = ''): string {
  switch (code) {
    case 'ECONNREFUSED':
      return 'see whether the API server runs on this node; --offline does without it';
    case 'CERT_HAS_EXPIRED':
      return 'the serving certificate of the API server has run out; --offline does without the API server';
    case 'SELF_SIGNED_CERT_IN_CHAIN':
    case 'DEPTH_ZERO_SELF_SIGNED_CERT':
    case 'UNABLE_TO_VERIFY_LEAF_SIGNATURE':
    case 'UNABLE_TO_GET_ISSUER_CERT_LOCALLY':
      return 'the authority in the kubeconfig did not sign the serving certificate of the API server';
    case 'ERR_TLS_CERT_ALTNAME_INVALID':
      return 'the serving certificate of the API server lacks the name or address in the kubeconfig';
    default:
      return '--offline does without the API server';
  }
}

function hintForStatus(status: number): string {
  if (status === 401) return 'the client certificate in the kubeconfig is not accepted: it may have run out';
  if (status === 403) return 'the user of the kubeconfig may not do this: use admin.conf';
  return 'see the health of the API server: kubectl get --raw /readyz?verbose';
}
