import type { ManifestFacts } from '../inventory.ts';
import type { Component, Path } from '../names.ts';
import { flagsOf, repeatedFlagsOf } from './flags.ts';
import { at, listOf, malformed, textOf, yamlText } from './yaml-text.ts';

type StaticComponent = Exclude<Component, 'kubelet'>;

/** The four static pods of a control plane, in the order in which they depend on each other. */
export const staticComponents: readonly StaticComponent[] = [
  'etcd',
  'kube-apiserver',
  'kube-controller-manager',
  'kube-scheduler',
];

/** What the API server fills in when a pod does not say (kubeadm's do not). */
const DEFAULT_GRACE_SECONDS = 30;

/** What a static pod's manifest says of its component; undefined for a pod that is none of the four. Throws `file-malformed`. */
export function manifestFactsOf(text: string, path: Path): ManifestFacts | undefined {
  const pod = yamlText(text, path)?.plain;
  if (at(pod, 'kind') !== 'Pod') throw malformed(path, 'it is no pod');
  const component = componentOf(pod);
  if (component === undefined) return undefined;
  const container = containerOf(pod, component);
  const commandLine = [...wordsOf(container, 'command'), ...wordsOf(container, 'args')];
  const repeated = repeatedFlagsOf(commandLine);
  return {
    component,
    path,
    imageVersion: imageVersionOf(textOf(at(container, 'image')) ?? ''),
    flags: flagsOf(commandLine),
    ...(Object.keys(repeated).length > 0 && { repeated }),
    gracePeriodSeconds: graceOf(pod),
  };
}

/** The path a component's flag gives; undefined when the component has no manifest, or the flag is absent or empty. */
export function flagPath(manifests: readonly ManifestFacts[], component: Component, flag: string): Path | undefined {
  const value = manifests.find((manifest) => manifest.component === component)?.flags[flag];
  return value === undefined || value === '' ? undefined : value;
}

/** The same of a flag that is a list: all that are given, each with a flag of its own. */
export function flagPaths(manifests: readonly ManifestFacts[], component: Component, flag: string): readonly Path[] {
  const manifest = manifests.find((one) => one.component === component);
  const values = manifest?.repeated?.[flag] ?? [manifest?.flags[flag] ?? ''];
  return values.filter((value) => value !== '');
}

/** kubeadm labels the pod and names it after the component; other installers do at least one, or run its program. */
function componentOf(pod: unknown): StaticComponent | undefined {
  const named = [textOf(at(pod, 'metadata', 'labels', 'component')), textOf(at(pod, 'metadata', 'name'))];
  const programs = listOf(at(pod, 'spec', 'containers')).map((container) => programOf(container));
  return [...named, ...programs].map(staticComponent).find((component) => component !== undefined);
}

function containerOf(pod: unknown, component: StaticComponent): unknown {
  const containers = listOf(at(pod, 'spec', 'containers'));
  return (
    containers.find((container) => programOf(container) === component) ??
    containers.find((container) => at(container, 'name') === component) ??
    containers[0]
  );
}

function programOf(container: unknown): string | undefined {
  return [...wordsOf(container, 'command'), ...wordsOf(container, 'args')][0]?.split('/').at(-1);
}

function staticComponent(name: string | undefined): StaticComponent | undefined {
  return staticComponents.find((component) => component === name);
}

function wordsOf(container: unknown, key: 'command' | 'args'): readonly string[] {
  return listOf(at(container, key)).flatMap((word) => textOf(word) ?? []);
}

/** The tag: what follows the last colon of the last path element, a digest apart. Empty when only a digest is given. */
function imageVersionOf(image: string): string {
  const last = (image.split('@')[0] ?? '').split('/').at(-1) ?? '';
  return last.includes(':') ? (last.split(':').at(-1) ?? '') : '';
}

function graceOf(pod: unknown): number {
  const seconds = at(pod, 'spec', 'terminationGracePeriodSeconds');
  return typeof seconds === 'number' && seconds >= 0 ? seconds : DEFAULT_GRACE_SECONDS;
}
