import { commandIn } from './command.ts';
import { changedLines, fingerprints, personsLines, sameFiles } from './files.ts';
import { servedSerials } from './served.ts';
import type { Sandbox } from '../sandbox.ts';
import type { Say } from './teller.ts';

export interface Telling {
  readonly sandbox: Sandbox;
  readonly say: Say;
  readonly startedInSeconds: number;
  /** Whether somebody pressed Ctrl-C. */
  readonly isOver: () => boolean;
}

type Chapter = (telling: Telling, before: Before) => Promise<boolean>;

interface Before {
  readonly files: ReadonlyMap<string, string>;
  readonly serials: ReadonlyMap<string, string>;
  /** Of the person's kubeconfig. */
  readonly lines: readonly string[];
}

/** Tells it all; false when something was not as told. */
export async function tell(telling: Telling): Promise<boolean> {
  const { sandbox, say, startedInSeconds, isOver } = telling;
  say.plain(introduction(sandbox, startedInSeconds));
  const before = {
    files: await fingerprints(sandbox.root),
    serials: await servedSerials(sandbox),
    lines: await personsLines(sandbox.root),
  };
  let asTold = true;
  for (const chapter of chapters) {
    if (isOver()) break;
    asTold = (await chapter(telling, before)) && asTold;
  }
  return asTold;
}

const introduction = (
  { root, ports }: Sandbox,
  seconds: number,
) => `A throwaway control plane came up in ${seconds.toFixed(1)} s, in ${root}:
certificates as kubeadm makes them, nine days before their end, and little processes that use them just
as etcd, kube-apiserver, kube-controller-manager, kube-scheduler and the kubelet use theirs (the API
server listens on 127.0.0.1:${ports.apiServer}). No root, no Kubernetes; nothing outside that folder is touched.
The commands below are the real ones, and what they print is what they print on a real node.`;

const state: Chapter = async ({ sandbox, say }) => {
  say.chapter(
    '1. What is on disk, what is served, what has to be done',
    'Files alone do not tell: SERVED is what the processes use.',
  );
  return await commandIn({ sandbox, say, words: ['check'], status: 2 });
};

const plan: Chapter = async ({ sandbox, say }) => {
  say.chapter(
    '2. The plan, before anything changes',
    'Every file, every signature and every restart, and how each will be proved.',
  );
  return await commandIn({ sandbox, say, words: ['renew', '--dry-run'], status: 0 });
};

const renewal: Chapter = async ({ sandbox, say }) => {
  const text =
    'Meanwhile a witness asks the API server all the time: on new connections, on a kept one, and by a watch.';
  say.chapter('3. Renewal, with the API in use', text);
  return await commandIn({ sandbox, say, words: ['renew', '--yes'], status: 0 });
};

const proof: Chapter = async ({ sandbox, say }, before) => {
  say.chapter('4. The same look again', 'And, beside it, plain TLS handshakes that know nothing of perennial.');
  const healthy = await commandIn({ sandbox, say, words: ['check'], status: 0 });
  let changed = true;
  for (const [name, serial] of await servedSerials(sandbox)) {
    const old = before.serials.get(name) ?? '';
    say.proof(serial !== old, `${name} presents ${serial}, before it was ${old}`);
    changed = changed && serial !== old;
  }
  const count = changedLines(before.lines, await personsLines(sandbox.root));
  const kept = `${count} of ${before.lines.length} lines of /root/.kube/config changed: its certificate and its key`;
  say.proof(count === 2, `${kept}; the other cluster in it and its comments are as they were`);
  return healthy && changed && count === 2;
};

const undoing: Chapter = async ({ sandbox, say }, before) => {
  say.chapter('5. And back', 'A rollback is a plan like any other: carried out, proved, and watched.');
  const undone = await commandIn({ sandbox, say, words: ['rollback', '--yes'], status: 0 });
  const same = sameFiles(before.files, await fingerprints(sandbox.root));
  say.proof(
    same,
    `all ${before.files.size} files of /etc/kubernetes and /root/.kube are what they were, byte for byte`,
  );
  let back = true;
  for (const [name, serial] of await servedSerials(sandbox)) {
    say.proof(serial === before.serials.get(name), `${name} presents ${serial} again`);
    back = back && serial === before.serials.get(name);
  }
  return undone && same && back;
};

const chapters: readonly Chapter[] = [state, plan, renewal, proof, undoing];
