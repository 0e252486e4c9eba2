import { PerennialError, reasonOf } from '../core/errors.ts';
import type { Delivery } from '../core/notify/delivery.ts';
import { HOUR } from '../core/instant.ts';
import type { Path } from '../core/names.ts';
import type { Clock } from '../ports/clock.ts';
import type { Messengers, NotebookFile } from '../ports/messengers.ts';
import type { Files } from '../ports/node.ts';

interface Place {
  readonly hostname: string;
  readonly files: Files;
  readonly clock: Clock;
}

/** Loaded by the first message that is sent. */
export function lazyMessengers({ hostname, files, clock }: Place): Messengers {
  const secret = (path: Path) => secretAt(files, path);
  const from = { secret, now: () => clock.now() };
  return {
    deliver: (message, receiver) =>
      tried(async () => {
        if (receiver.kind !== 'mail') {
          const { webhookDelivery } = await import('../adapters/webhook/webhook-messengers.ts');
          return await webhookDelivery(message, receiver, from);
        }
        const { passwordFile, caFile } = receiver;
        const { mailDelivery } = await import('../adapters/smtp/mail-delivery.ts');
        return await mailDelivery(message, receiver, {
          hostname,
          ...(passwordFile !== undefined && { password: await secret(passwordFile) }),
          ...(caFile !== undefined && { ca: await secret(caFile) }),
        });
      }),
    beat: (policy) =>
      tried(async () => (await import('../adapters/webhook/webhook-messengers.ts')).heartbeat(policy, from)),
  };
}

/** What is wrong with a file of ours, somebody can mend: nothing is lost for that. */
async function tried(attempt: () => Promise<Delivery>): Promise<Delivery> {
  try {
    return await attempt();
  } catch (thrown) {
    return { kind: 'later', why: reasonOf(thrown), after: HOUR };
  }
}

/** A secret that others can read is none; certificates of authorities everybody may. */
async function secretAt(files: Files, path: Path): Promise<string> {
  const found = await files.read(path);
  if (found.kind !== 'read') throw new PerennialError('file-unreadable', `${path} cannot be read: ${found.kind}`);
  const { bytes, facts } = found.value;
  const text = bytes.toString('utf8').trim();
  if ((facts.mode & 0o077) !== 0 && !text.startsWith('-----BEGIN CERTIFICATE-----'))
    throw new PerennialError('permission', `${path} holds a secret, and others may read it: chmod 600 ${path}`);
  return text;
}

/** Many times what a full outbox comes to. */
const MOST_BYTES = 32 * 1024 * 1024;

/** Two processes that look at the same time do not tell the same twice. */
export function lazyNotebook(root: string, folder: Path): NotebookFile {
  return {
    async hold() {
      const { fileLock } = await import('../adapters/lock/file-lock.ts');
      const { wholeFile } = await import('../adapters/run-directory/whole-file.ts');
      const lock = await fileLock({ root, folder }).acquire();
      const file = wholeFile({ root, folder, name: 'notebook.json', mostBytes: MOST_BYTES });
      return { ...file, release: () => lock.release() };
    },
  };
}
