import { PerennialError, reasonOf } from '../../../core/errors.ts';

interface SocketFailure {
  readonly socket: string;
  readonly thrown: unknown;
}

/** What each socket tried said, as one `runtime-unavailable`; sockets that are not there matter only when none is. */
export function noRuntime(failures: readonly SocketFailure[]): PerennialError {
  const present = failures.filter(({ thrown }) => !reasonOf(thrown).includes('ENOENT'));
  const [first] = present;
  if (first === undefined) return noSocket(failures.map(({ socket }) => socket));
  if (present.length === 1) return runtimeFailure(first.socket, first.thrown);
  const reasons = present.map(({ socket, thrown }) => `${socket} ${wordsOf(thrown)}`).join('; ');
  const details = { hint: hintFor(first.thrown), cause: first.thrown };
  return new PerennialError('runtime-unavailable', `no container runtime answered: ${reasons}`, details);
}

function noSocket(sockets: readonly string[]): PerennialError {
  return new PerennialError('runtime-unavailable', `no container runtime listens at ${sockets.join(', ')}`, {
    hint: 'start the container runtime, or name its socket',
  });
}

/** A failed call on one socket as `runtime-unavailable`. */
export function runtimeFailure(socket: string, thrown: unknown): PerennialError {
  return new PerennialError('runtime-unavailable', `the container runtime at ${socket} ${wordsOf(thrown)}`, {
    hint: hintFor(thrown),
    cause: thrown,
  });
}

/** grpc status 5: the runtime does not know this container. */
export function isNotFound(thrown: unknown): boolean {
  return statusOf(thrown) === 5;
}

/** Deadline exceeded, permission, nobody listening and no CRI are told apart, for each has its own remedy. */
function wordsOf(thrown: unknown): string {
  const text = reasonOf(thrown);
  if (statusOf(thrown) === 4) return 'did not answer in time';
  if (statusOf(thrown) === 12) return 'does not speak CRI v1';
  if (text.includes('EACCES')) return 'refused access';
  if (text.includes('ENOENT')) return 'is not there';
  if (text.includes('ECONNREFUSED')) return 'has nobody listening';
  return `failed: ${text.slice(0, 300)}`;
}

function hintFor(thrown: unknown): string {
  const text = reasonOf(thrown);
  if (statusOf(thrown) === 4) return 'see whether the container runtime hangs (its journal), and restart it if so';
  if (statusOf(thrown) === 12)
    return 'enable the CRI plugin of the container runtime, or name the socket that the kubelet uses';
  if (text.includes('EACCES')) return 'run as root';
  return 'start the container runtime, or name its socket';
}

function statusOf(thrown: unknown): number | undefined {
  const code = thrown instanceof Error && 'code' in thrown ? thrown.code : undefined;
  return typeof code === 'number' ? code : undefined;
}
