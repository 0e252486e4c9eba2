import { get } from 'node:https';
import type { WitnessReport } from '../../../ports/witness.ts';
import { failureKind } from '../api-failure.ts';
import type { ApiConnection } from '../api-connection.ts';

/** One ConfigMap that hardly ever changes; metadata only; for a day, so that the server does not end it by itself. */
const path =
  '/api/v1/namespaces/kube-system/configmaps?watch=1&timeoutSeconds=86400&fieldSelector=metadata.name%3Dkubeadm-config';
const accept = 'application/json;as=PartialObjectMetadata;g=meta.k8s.io;v=v1';

export interface OpenWatch {
  /** Resolves when it is open, or its first attempt has failed. */
  readonly tried: Promise<void>;
  stop(): WitnessReport['watch'];
}

/** A watch as controllers hold them, opened again when it was cut or could not be opened. */
export function openWatch(options: ApiConnection, pauseMilliseconds = 500): OpenWatch {
  const opening = Promise.withResolvers<void>();
  const stopping = new AbortController();
  let [opened, cuts, why] = [false, 0, 'not opened yet'];
  const open = () =>
    watchOnce(options, stopping.signal, () => {
      opened = true;
      opening.resolve();
    }).then(({ wasOpen, reason }) => {
      if (stopping.signal.aborted) return;
      if (wasOpen) cuts += 1;
      why = reason;
      opening.resolve();
      const timer = setTimeout(() => void open(), pauseMilliseconds);
      stopping.signal.addEventListener('abort', () => clearTimeout(timer), { once: true });
    });
  void open();
  return {
    tried: opening.promise,
    stop: () => {
      stopping.abort();
      return opened ? { kind: 'open', cuts } : { kind: 'none', why };
    },
  };
}

/** Resolves when the watch has ended, whoever ended it. */
function watchOnce(
  options: ApiConnection,
  signal: AbortSignal,
  isOpen: () => void,
): Promise<{ readonly wasOpen: boolean; readonly reason: string }> {
  return new Promise((resolve) => {
    const refused = (thrown: Error) => resolve({ wasOpen: false, reason: failureKind(thrown) });
    const request = get({ ...options, path, headers: { accept }, agent: false, signal }, (response) => {
      const { statusCode = 0 } = response;
      if (statusCode !== 200) {
        resolve({ wasOpen: false, reason: `status ${statusCode}` });
        return void request.destroy();
      }
      isOpen();
      const ended = () => resolve({ wasOpen: true, reason: 'cut' });
      response.on('error', ended).on('close', ended).resume();
    });
    request.on('error', refused);
    // Headers that never come: the watch counts as not opened, and is tried again.
    request.setTimeout(10_000, () => request.destroy(new Error('timeout'))).on('response', () => request.setTimeout(0));
  });
}
