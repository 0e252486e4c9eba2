import type { FileChange, Install } from '../core/plan/plan.ts';
import { fileStanding } from './file-standing.ts';
import { done, drifted, type Handler, pending, type Scene, type Seen } from './handler.ts';

/** Idempotent, resumable, and guarded against foreign edits by the same lines: a file is what it was, or what it becomes. */
export const install: Handler<Install> = {
  async inspect({ files }, scene) {
    const looks = await Promise.all(files.map((file) => look(file, scene)));
    return looks.find(({ kind }) => kind === 'drifted') ?? looks.find(({ kind }) => kind === 'pending') ?? done();
  },

  async apply({ files }, scene) {
    const looks = await Promise.all(files.map((file) => look(file, scene)));
    const left = files.filter((_, index) => looks[index]?.kind === 'pending');
    await scene.store.installAll(
      left.map(({ path, becomes, itself, create }) => ({
        content: becomes,
        path,
        ...(itself && { itself }),
        ...(create && { create }),
      })),
    );
    return {};
  },
};

async function look(change: FileChange, { world, store }: Scene): Promise<Seen> {
  switch (await fileStanding(change, world.files, store)) {
    case 'becomes':
      return done();
    case 'was':
      return pending(`${change.path} is still the old one`);
    case 'foreign':
      return drifted(`${change.path} was changed by someone else`);
  }
}
