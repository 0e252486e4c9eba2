import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { nodeName } from '../command-line.ts';

/** What the sandbox's kubelet takes from a static-pod manifest. */
export interface StaticPod {
  readonly name: string;
  /** The kubelet's: over node, file and content, so that rewriting the same content restarts nothing. */
  readonly uid: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
  readonly container: { readonly name: string; readonly image: string; readonly command: readonly string[] };
  readonly mounts: readonly Mount[];
  readonly gracePeriodSeconds: number;
}

export interface Mount {
  readonly containerPath: string;
  readonly hostPath: string;
  readonly readOnly: boolean;
}

interface Manifest {
  readonly metadata: {
    readonly name: string;
    readonly labels?: Readonly<Record<string, string>>;
    readonly annotations?: Readonly<Record<string, string>>;
  };
  readonly spec: {
    readonly containers: readonly [
      {
        readonly name: string;
        readonly image: string;
        readonly command: readonly string[];
        readonly volumeMounts?: readonly {
          readonly name: string;
          readonly mountPath: string;
          readonly readOnly?: boolean;
        }[];
      },
    ];
    readonly volumes?: readonly { readonly name: string; readonly hostPath: { readonly path: string } }[];
    readonly terminationGracePeriodSeconds?: number;
  };
}

/**
 * The pods of a manifests folder. As the kubelet reads it: names starting with a dot are left, any extension is good, and of two
 * files of one pod the last in sort order wins, which is how a forgotten `.bak` takes over. A file that is no pod is left out.
 */
export function readStaticPods(folder: string): readonly StaticPod[] {
  const pods = new Map<string, StaticPod>();
  for (const file of readdirSync(folder).sort()) {
    const pod = file.startsWith('.') ? undefined : staticPodOf(join(folder, file));
    if (pod !== undefined) pods.set(pod.name, pod);
  }
  return [...pods.values()];
}

function staticPodOf(file: string): StaticPod | undefined {
  try {
    const { metadata, spec } = parse(readFileSync(file, 'utf8')) as Manifest;
    const [{ name, image, command, volumeMounts = [] }] = spec.containers;
    const uid = createHash('md5')
      .update(nodeName() + file + JSON.stringify({ metadata, spec }))
      .digest('hex');
    const hostPath = (volume: string) => spec.volumes?.find((other) => other.name === volume)?.hostPath.path ?? '';
    return {
      name: metadata.name,
      uid,
      labels: metadata.labels ?? {},
      annotations: metadata.annotations ?? {},
      container: { name, image, command },
      mounts: volumeMounts.map(({ name: volume, mountPath, readOnly = false }) => {
        return { containerPath: mountPath, hostPath: hostPath(volume), readOnly };
      }),
      gracePeriodSeconds: spec.terminationGracePeriodSeconds ?? 30,
    };
  } catch {
    return undefined;
  }
}
