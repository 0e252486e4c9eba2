import { createHash } from 'node:crypto';
import { PerennialError } from '../../core/errors.ts';
import type { Digest, Path } from '../../core/names.ts';
import type { Content } from '../../core/plan/plan.ts';
import type { Store } from '../../ports/node.ts';
import { digestOf } from './digest.ts';
import { fileError } from './errno.ts';
import { contentAt, contentOrError, defaultLimit } from './files.ts';
import { makePrivateFolder } from './folder.ts';
import { replaceAll } from './install.ts';
import { placesUnder, type Places, type Root } from './places.ts';
import { roomFor } from './room.ts';
import { writePrivate } from './write.ts';

export interface StoreOptions extends Root {
  /** `/var/lib/perennial`, as the node sees it. */
  readonly folder: Path;
  readonly runId: string;
}

/** The private store of one run: `kept/<sha256>` shared by all runs, `runs/<id>/made/<name>` its own. */
export function localStore(options: StoreOptions): Store {
  const places = placesUnder(options);
  const vault: Vault = {
    places,
    kept: `${options.folder}/kept`,
    made: `${options.folder}/runs/${options.runId}/made`,
    options,
  };
  return {
    keep: (path, digest) => keep(vault, path, digest).catch(failing(path, 'keep')),
    has: async (digest) => (await keptBytes(vault, digest)) !== undefined,
    save: (name, bytes) => save(vault, name, bytes).catch(failing(name, 'save')),
    made: async (name) => (await madeBytes(vault, name))?.toString('utf8'),
    identity: (content) => identity(vault, content),
    install: (content, path, create) => installAll(vault, [{ content, path, ...(create && { create }) }]),
    installAll: (files) => installAll(vault, files),
    writable: (path) => roomFor(places, path),
  };
}

interface Vault {
  readonly places: Places;
  readonly kept: Path;
  readonly made: Path;
  readonly options: StoreOptions;
}

async function keep(vault: Vault, path: Path, digest: Digest): Promise<void> {
  const content = await contentAt(vault.places, path, defaultLimit);
  const { bytes, facts } = content.kind === 'missing' ? gone(path) : contentOrError(content, path);
  if (facts.digest !== digest) throw drifted(path, 'was changed by someone else');
  const folder = await privateFolder(vault, vault.kept);
  const real = `${folder}/${hexOf(digest)}`;
  const { mode, uid, gid } = facts;
  await writePrivate(`${real}.json`, `${JSON.stringify({ path, run: vault.options.runId, mode, uid, gid })}\n`);
  if ((await keptBytes(vault, digest)) === undefined) await writePrivate(real, bytes);
}

async function save(vault: Vault, name: string, bytes: string): Promise<void> {
  const folder = await privateFolder(vault, vault.made);
  await writePrivate(`${folder}/${fileNameOf(name)}`, bytes);
}

async function identity(vault: Vault, content: Content): ReturnType<Store['identity']> {
  switch (content.kind) {
    case 'kept':
      return content.digest;
    case 'absent':
      return 'absent';
    case 'link':
      return `link:${content.target}`;
    case 'made': {
      const bytes = await madeBytes(vault, content.as);
      return bytes === undefined ? 'not made yet' : digestOf(bytes);
    }
  }
}

async function installAll(vault: Vault, files: Parameters<Store['installAll']>[0]): Promise<void> {
  const replacements = [];
  for (const { content, path, itself, create } of files) {
    const target = content.kind === 'link' ? content.target : undefined;
    replacements.push({ path, bytes: await bytesOf(vault, content, path), target, itself, create });
  }
  await replaceAll(vault.places, replacements);
}

async function bytesOf(vault: Vault, content: Content, path: Path): Promise<Buffer | undefined> {
  if (content.kind === 'absent' || content.kind === 'link') return undefined;
  const bytes = content.kind === 'kept' ? await keptBytes(vault, content.digest) : await madeBytes(vault, content.as);
  if (bytes !== undefined) return bytes;
  const what = content.kind === 'kept' ? content.digest : content.as;
  throw new PerennialError('file-unreadable', `cannot write ${path}: ${what} is not in ${vault.options.folder}`, {
    hint: 'old keys are removed from the store after a time, and damaged content is never installed',
    file: path,
  });
}

/** Bytes that are not what their name says count as lost. */
async function keptBytes(vault: Vault, digest: Digest): Promise<Buffer | undefined> {
  const bytes = await storedBytes(vault, `${vault.kept}/${hexOf(digest)}`);
  return bytes !== undefined && digestOf(bytes) === digest ? bytes : undefined;
}

function madeBytes(vault: Vault, name: string): Promise<Buffer | undefined> {
  return storedBytes(vault, `${vault.made}/${fileNameOf(name)}`);
}

async function storedBytes(vault: Vault, path: Path): Promise<Buffer | undefined> {
  const content = await contentAt(vault.places, path, defaultLimit);
  return content.kind === 'missing' ? undefined : contentOrError(content, path).bytes;
}

async function privateFolder(vault: Vault, folder: Path): Promise<string> {
  const { folder: home } = vault.options;
  const { real } = await vault.places(home);
  await makePrivateFolder(real);
  let below = real;
  for (const name of folder.slice(home.length + 1).split('/')) {
    below = `${below}/${name}`;
    await makePrivateFolder(below);
  }
  return below;
}

/** Any name as one file name: no slash, not hidden, not too long. */
function fileNameOf(name: string): string {
  const plain = encodeURIComponent(name).replace(/^\./, '%2E');
  return plain.length <= 200 && plain !== '' ? plain : createHash('sha256').update(name).digest('hex');
}

function hexOf(digest: Digest): string {
  const hex = digest.slice('sha256:'.length);
  if (/^[0-9a-f]{64}$/.test(hex)) return hex;
  throw new PerennialError('plan-invalid', 'a digest in the plan is not a SHA-256 digest');
}

function gone(path: Path): never {
  throw drifted(path, 'is gone');
}

function drifted(path: Path, how: string): PerennialError {
  return new PerennialError('drifted', `${path} ${how}`, { hint: 'look at the node again and plan anew', file: path });
}

function failing(path: string, doing: string): (thrown: unknown) => never {
  return (thrown) => {
    throw fileError(thrown, path, doing);
  };
}
