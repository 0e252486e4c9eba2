import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { mustRun } from './run.ts';

export interface GoPrograms {
  /** Text of the go.mod of the throwaway module that requires what is built. */
  readonly goMod: string;
  /** Go source of the throwaway module, if it has any of its own. */
  readonly source?: string;
  readonly packages: readonly string[];
  readonly tags?: readonly string[];
  readonly linkerFlags?: readonly string[];
}

/** Builds static programs into `folder`, each named as the last element of its package. Takes minutes with a cold Go cache. */
export async function buildGo(folder: string, programs: GoPrograms): Promise<void> {
  const workplace = join(folder, 'module');
  await mkdir(workplace, { recursive: true });
  await writeFile(join(workplace, 'go.mod'), programs.goMod);
  if (programs.source !== undefined) await writeFile(join(workplace, 'main.go'), programs.source);
  await mustRun(
    [
      ...['nice', '-n', '10', 'go', 'build', '-trimpath', '-tags', (programs.tags ?? []).join(',')],
      ...['-ldflags', ['-s', '-w', ...(programs.linkerFlags ?? [])].join(' ')],
      ...['-o', `${folder}/`, ...programs.packages],
    ],
    { cwd: workplace, env: goEnvironment() },
  );
  await rm(workplace, { recursive: true });
}

/** What the module proxy knows of a module: where its own go.mod lies. */
export async function goModOf(module: string, version: string): Promise<string> {
  const answer = await mustRun(['go', 'mod', 'download', '-json', `${module}@${version}`], { env: goEnvironment() });
  return (JSON.parse(answer) as { readonly GoMod: string }).GoMod;
}

/**
 * -mod=mod lets the build complete go.mod and go.sum of the throwaway module by itself. The checksum database does not
 * know every patch release of every Kubernetes staging module, so it is not asked about those.
 */
function goEnvironment(): Record<string, string | undefined> {
  return { ...process.env, CGO_ENABLED: '0', GOFLAGS: '-mod=mod -buildvcs=false', GONOSUMDB: 'k8s.io', GOWORK: 'off' };
}
