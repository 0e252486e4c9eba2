import type { Path } from '../core/names.ts';
import type { Events, SentEventsFile } from '../ports/events.ts';
import type { Files } from '../ports/node.ts';
import type { ServiceAccount } from './in-pod.ts';
import { once } from './once.ts';

/** Loaded, and the credentials read, by the first Event there is to post. */
export function lazyEvents(files: Files, serviceAccount?: ServiceAccount): Events {
  const events = once(async () => {
    const { apiAccess } = await import('./api-access.ts');
    const { kubernetesEvents } = await import('../adapters/kubernetes/kubernetes-events.ts');
    return kubernetesEvents(await apiAccess(files, serviceAccount));
  });
  return { post: async (event, at) => (await events()).post(event, at) };
}

/** As many bytes as five reasons with a run each may come to, and much more. */
const MOST_BYTES = 64 * 1024;

export function lazySentEvents(root: string, folder: Path): SentEventsFile {
  const file = once(async () => {
    const { wholeFile } = await import('../adapters/run-directory/whole-file.ts');
    return wholeFile({ root, folder, name: 'sent.json', mostBytes: MOST_BYTES });
  });
  return { read: async () => (await file()).read(), replace: async (text) => (await file()).replace(text) };
}
