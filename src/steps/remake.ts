import type { Digest } from '../core/names.ts';
import type { KeptFile, Remake } from '../core/plan/plan.ts';
import type { Certificate } from '../core/x509/certificate.ts';
import { certificatesOf } from '../core/x509/pem.ts';
import { done, type Handler, pending, type Scene, type Seen } from './handler.ts';
import { until } from './until.ts';

/**
 * Done when the port serves the pair on disk, and that pair is another, or the kept one again. The kubelet starts with both files or
 * with neither: after a power cut between the two removals it does not, until the step is carried out to its end.
 */
export const remake: Handler<Remake> = {
  async inspect(step, scene) {
    const certificate = await onDisk(step, scene);
    return typeof certificate === 'string' ? pending(certificate) : await served(step, certificate, scene);
  },

  async apply(step, scene) {
    const { certificate, key, becomes, unit } = step;
    if (becomes === 'kept') await putBack([key, certificate], scene);
    else await remove([key, certificate], scene);
    await scene.world.units.restart(unit);
    await until(scene.world.clock, {
      look: async () => ((await this.inspect(step, scene)).kind === 'done' ? true : undefined),
      withinSeconds: step.withinSeconds,
      everyMilliseconds: 200,
      wonder: (until) => scene.waiting(`the kubelet does not serve ${step.name} yet`, until),
    });
    return {};
  },
};

/** The certificate that the port should serve, or why there is none. */
async function onDisk({ certificate, key, becomes }: Remake, scene: Scene): Promise<Certificate | string> {
  const [content, keyIs] = [await scene.world.files.read(certificate.path), await scene.world.files.digest(key.path)];
  if (content.kind !== 'read' || keyIs === 'absent') return `${certificate.path} or its key is not there`;
  const isKept = (of: KeptFile, digest: Digest): boolean => of.digest === digest;
  const keptFiles = [isKept(certificate, content.value.facts.digest), isKept(key, keyIs)];
  if (becomes === 'kept' && !keptFiles.every(Boolean)) return `${certificate.path} is not the one that was kept`;
  if (becomes === 'another' && keptFiles.some(Boolean)) return `${certificate.path} is still the old one`;
  const found = certificatesOf(content.value.bytes, certificate.path)[0];
  if (found === undefined) return `${certificate.path} holds no certificate`;
  const now = scene.world.clock.now();
  const isValid = found.notBefore <= now && now < found.notAfter;
  return becomes === 'another' && !isValid ? `${certificate.path} is not valid now` : found;
}

async function served({ endpoint }: Remake, certificate: Certificate, { world }: Scene): Promise<Seen> {
  const place = `${endpoint.host}:${endpoint.port}`;
  const presented = await world.endpoints.handshake(endpoint);
  if (presented.kind !== 'read') return pending(`${place} presents nothing`);
  const { serial, fingerprint, notAfter } = certificate;
  if (presented.value.fingerprint !== fingerprint) return pending(`${place} serves another certificate than the file`);
  const end = new Date(notAfter).toISOString();
  return done({ serial, notAfter: end, proof: `served at ${place}, serial ${serial}, until ${end.slice(0, 10)}` });
}

/** What is another already stays: the kubelet made it, or somebody did. */
async function remove(files: readonly KeptFile[], { world, store }: Scene): Promise<void> {
  const digests = await Promise.all(files.map(({ path }) => world.files.digest(path)));
  const isWhole = files.every(({ digest }, index) => digests[index] !== 'absent' && digests[index] !== digest);
  if (isWhole) return;
  await store.installAll(files.map(({ path }) => ({ content: { kind: 'absent' }, path })));
}

async function putBack(files: readonly KeptFile[], { store }: Scene): Promise<void> {
  const [key, certificate] = [0o600, 0o644].map((mode) => ({ mode, uid: 0, gid: 0 }));
  await store.installAll(
    files.map(({ path, digest }, index) => {
      const create = index === 0 ? key : certificate;
      return { content: { kind: 'kept', digest }, path, ...(create && { create }) };
    }),
  );
}
