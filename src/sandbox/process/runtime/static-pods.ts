import { watch } from 'node:fs';
import { type PodWorker, startPod } from './pod-worker.ts';
import { readStaticPods } from './static-pod.ts';

/** The kubelet's `fileCheckFrequency` is 20 s; events make it react at once all the same. */
const RELIST_MILLISECONDS = 1_000;

/** Runs the pods of the folder: new ones are started, those gone or changed are stopped, one of a name at a time. */
export function runStaticPods(folder: string): { readonly workers: () => readonly PodWorker[] } {
  const workers = new Map<string, PodWorker>();
  let looking: Promise<void> = Promise.resolve();
  const lookAgain = () => {
    looking = looking.then(look, look);
  };
  void look();
  watch(folder, lookAgain).on('error', () => undefined);
  setInterval(lookAgain, RELIST_MILLISECONDS);
  return { workers: () => [...workers.values()] };

  async function look(): Promise<void> {
    const wanted = new Map(readStaticPods(folder).map((pod) => [pod.name, pod]));
    const leaving = [...workers].filter(([name, { pod }]) => wanted.get(name)?.uid !== pod.uid);
    await Promise.all(leaving.map(([, worker]) => worker.remove()));
    for (const [name] of leaving) workers.delete(name);
    for (const [name, pod] of wanted) if (!workers.has(name)) workers.set(name, startPod(pod));
  }
}
