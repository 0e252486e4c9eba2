import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { cached, entryFolder } from './cache.ts';
import { buildGo, goModOf } from './go-build.ts';

const controlPlanePrograms = [
  'kubeadm',
  'kubectl',
  'kubelet',
  'kube-apiserver',
  'kube-controller-manager',
  'kube-scheduler',
] as const;

const tags = ['selinux_nothing'];

/** A folder with kubeadm, kubectl, kubelet and the control plane's programs of one version, as `1.36.3`. */
export function builtKubernetes(version: string): Promise<string> {
  return built(allPrograms(version), version, controlPlanePrograms);
}

/** The path of kubeadm of one version; of the whole build where that exists, else kubeadm alone is built. */
export async function builtKubeadm(version: string): Promise<string> {
  const whole = entryFolder(allPrograms(version));
  if (existsSync(whole)) return join(whole, 'kubeadm');
  const alone = { name: `kubeadm-${version}`, recipe: { version, programs: ['kubeadm'], tags } };
  return join(await built(alone, version, ['kubeadm']), 'kubeadm');
}

function allPrograms(version: string) {
  return { name: `kubernetes-${version}`, recipe: { version, programs: controlPlanePrograms, tags } };
}

function built(entry: Parameters<typeof cached>[0], version: string, programs: readonly string[]): Promise<string> {
  return cached(entry, async (folder) => {
    await buildGo(folder, {
      goMod: await goModFor(version),
      packages: programs.map((program) => `k8s.io/kubernetes/cmd/${program}`),
      tags,
      linkerFlags: versionStamp(version),
    });
  });
}

/**
 * Kubernetes' own go.mod replaces its staging modules by folders of its repository, and replacements count in the main
 * module only. Ours replaces each by the module published of it: k8s.io/api v0.36.3 for Kubernetes v1.36.3.
 */
async function goModFor(version: string): Promise<string> {
  const text = await readFile(await goModOf('k8s.io/kubernetes', `v${version}`), 'utf8');
  const goLine = /^go .*$/m.exec(text)?.[0] ?? 'go 1.21';
  const staging = [...text.matchAll(/^\s*(?:replace )?(k8s\.io\/\S+) => \.\/staging/gm)].map((match) => match[1] ?? '');
  const published = `v0.${version.split('.').slice(1).join('.')}`;
  return [
    ...['module lab', '', goLine, '', `require k8s.io/kubernetes v${version}`, '', 'replace ('],
    ...staging.map((module) => `\t${module} => ${module} ${published}`),
    ...[')', ''],
  ].join('\n');
}

/** kubeadm refuses to work without knowing its own version. */
function versionStamp(version: string): readonly string[] {
  const [major, minor] = version.split('.');
  const values = {
    gitVersion: `v${version}`,
    gitMajor: major,
    gitMinor: minor,
    gitTreeState: 'clean',
    gitCommit: 'lab',
    buildDate: '2026-01-01T00:00:00Z',
  };
  return Object.entries(values).map(([name, value]) => `-X k8s.io/component-base/version.${name}=${value ?? ''}`);
}
