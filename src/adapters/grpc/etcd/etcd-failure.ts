import { PerennialError, reasonOf } from '../../../core/errors.ts';

/** A member that could not be asked, as `etcd-unavailable`. */
export function etcdFailure(where: string, thrown: unknown): PerennialError {
  return new PerennialError('etcd-unavailable', `etcd at ${where} does not answer: ${failureWords(thrown)}`, {
    hint: "look at its container's log: crictl logs $(crictl ps -a --name etcd -q)",
    cause: thrown,
  });
}

/** Why a call failed, short: what grpc says is long, and names the address once more. */
export function failureWords(thrown: unknown): string {
  const text = reasonOf(thrown);
  if (statusOf(thrown) === 4) return 'no answer in time';
  if (text.includes('ECONNREFUSED')) return 'connection refused';
  const said = /Last error: (?:Error: )?(.*?)(?:\. Resolution note.*)?$/s.exec(text)?.[1] ?? text;
  return said.replace(/^\d+ [A-Z_]+: /, '').slice(0, 200);
}

function statusOf(thrown: unknown): number | undefined {
  const code = thrown instanceof Error && 'code' in thrown ? thrown.code : undefined;
  return typeof code === 'number' ? code : undefined;
}
