import type { Container } from '../../../core/inventory.ts';
import { type Component, staticPods } from '../../../core/names.ts';
import type { ContainerStatus, ImageSpec, ListedContainer } from './runtime-messages.ts';

/** The control-plane component that this container is, by the labels the kubelet gave it. */
export function componentOf(listed: ListedContainer): Component | undefined {
  const name = listed.labels['io.kubernetes.container.name'];
  const pod = listed.labels['io.kubernetes.pod.name'] ?? '';
  return staticPods.find((component) => component === name && pod.startsWith(`${component}-`));
}

/**
 * Those of static pods where there are any: other pods may run an API server or an etcd too (a hosted control plane, a network
 * plugin), and must not be taken for ours, least of all while ours is away. A static pod's UID is an md5 in hex, one of an API
 * object, or one that a manifest sets, has dashes (kubelet pkg/kubelet/config/common.go).
 */
export function ofStaticPods(listed: readonly ListedContainer[]): readonly ListedContainer[] {
  const isStatic = (one: ListedContainer) => !(one.labels['io.kubernetes.pod.uid'] ?? '-').includes('-');
  const ours = listed.filter(isStatic);
  return ours.length > 0 ? ours : listed;
}

/** A running container of a component from what the runtime says; undefined when it does not run any more. */
export function containerOf(
  component: Component,
  listed: ListedContainer,
  status: ContainerStatus,
): Container | undefined {
  const startedAt = millisecondsOf(status.created_at) || millisecondsOf(status.started_at);
  if (status.state !== 'CONTAINER_RUNNING' || !(startedAt > 0)) return undefined;
  return { component, id: listed.id, imageVersion: imageVersionOf(status, listed), startedAt, seenBy: 'runtime' };
}

function millisecondsOf(nanoseconds: string): number {
  return Math.floor(Number(nanoseconds) / 1e6);
}

/** The tag of the first image reference that has one; empty when all are digests. */
function imageVersionOf(status: ContainerStatus, listed: ListedContainer): string {
  return [status.image, listed.image].flatMap(referencesOf).map(tagOf).find(Boolean) ?? '';
}

function referencesOf(image: ImageSpec | null): readonly string[] {
  return image === null ? [] : [image.user_specified_image, image.image];
}

/** `registry:5000/name:tag@sha256:...` has the tag between the last colon after the last slash and the `@`. */
function tagOf(reference: string): string {
  if (reference.startsWith('sha256:')) return '';
  const [named = ''] = reference.split('@');
  return /:([\w][\w.-]*)$/.exec(named)?.[1] ?? '';
}
