import { PerennialError } from '../core/errors.ts';
import { mergedKubeconfig } from '../core/kubeadm/merge-kubeconfig.ts';
import type { Digest, Path } from '../core/names.ts';
import type { Merge } from '../core/plan/plan.ts';
import { done, type Handler, pending, type Scene } from './handler.ts';

/** The person's file as it is, with only this cluster's entries renewed; a file made for somebody is the source itself. */
export const merge: Handler<Merge> = {
  async inspect({ as }, { store }) {
    return (await store.made(as)) === undefined ? pending('not made yet') : done();
  },

  async apply({ path, digest, source, as }, scene) {
    const credential = await sourceText(source, scene);
    const old = digest === undefined ? undefined : await text(path, digest, scene);
    const merged =
      old === undefined ? { text: credential, changed: ['whole file'] } : mergedKubeconfig(old, credential);
    await scene.store.save(as, merged.text);
    return { changed: merged.changed.join(', ') || 'nothing of this cluster in it' };
  },
};

async function sourceText(source: Merge['source'], scene: Scene): Promise<string> {
  if ('path' in source) return await text(source.path, source.digest, scene);
  const made = await scene.store.made(source.made);
  if (made !== undefined) return made;
  throw new PerennialError('plan-invalid', `${source.made} was not made in this run`);
}

async function text(path: Path, digest: Digest, { world }: Scene): Promise<string> {
  const content = await world.files.read(path);
  if (content.kind === 'read' && content.value.facts.digest === digest) return content.value.bytes.toString('utf8');
  throw new PerennialError('plan-stale', `${path} is not the file this plan was made for`, {
    file: path,
    hint: 'make a new plan',
  });
}
