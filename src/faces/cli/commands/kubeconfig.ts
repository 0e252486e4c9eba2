import { PerennialError } from '../../../core/errors.ts';
import type { KubeconfigRequest } from '../../../usecases/requests.ts';
import { updateKubeconfigs } from '../../../usecases/update-kubeconfigs.ts';
import type { Answer, Call } from '../answer.ts';
import { changeAnswer } from '../change-answer.ts';
import { copiesFor } from '../copies.ts';

export async function kubeconfig(call: Call): Promise<Answer> {
  const observing = await call.observing();
  const files = await filesNamed(call, observing.copies);
  const copies = [...new Set([...observing.copies, ...files.map(({ path }) => path)])];
  const change = await updateKubeconfigs({ ...observing, copies, files, consent: call.consent }, await call.world());
  return changeAnswer(change, call);
}

/** Those named, else those the configuration lists. */
async function filesNamed(
  { given, shell, world }: Call,
  listed: readonly string[],
): Promise<KubeconfigRequest['files']> {
  const { file = [], for: users = [] } = given;
  const named = file.map((path) => ({ path: shell.nodePath(path) }));
  const files = [...named, ...(users.length === 0 ? [] : await copiesFor(users, (await world()).files))];
  const chosen = files.length > 0 ? files : listed.map((path) => ({ path }));
  if (chosen.length > 0) return [...new Map(chosen.map((one) => [one.path, one])).values()];
  throw new PerennialError('usage', 'there is no copy of admin.conf to update', {
    hint: 'name the users with --for USER, or the files with --file PATH',
    next: 'perennial kubeconfig --for "$USER"',
  });
}
