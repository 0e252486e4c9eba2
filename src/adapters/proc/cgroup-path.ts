/** The pod's container that a process belongs to, as its cgroup path tells. */
export interface PodContainer {
  /** As the runtime names it: 64 hex digits. */
  readonly id: string;
  /** A static pod's UID is an md5 in hex, that of an API object has dashes (kubelet pkg/kubelet/config/common.go). */
  readonly isStaticPod: boolean;
}

/**
 * `kubepods/burstable/pod<uid>/<id>` with the cgroupfs driver, `kubepods-burstable-pod<uid>.slice/cri-containerd-<id>.scope`
 * with systemd's, `...slice:cri-containerd:<id>` where runtime and kubelet disagree on the driver. Below the container there
 * may be more (crun adds `/container`); before it there may be anything (a cgroup root of one's own, a nested cluster). Who looks
 * from a Pod with a cgroup namespace of its own sees the way from there: `/../../pod<uid>/<id>` (cgroup_namespaces(7)).
 */
const podPath =
  /(?:kubepods[^:]*?|(?:\/\.\.)+\/(?:burstable\/|besteffort\/)?)pod([0-9a-f]{32}|[0-9a-f]{8}(?:[-_][0-9a-f]{4}){3}[-_][0-9a-f]{12})(?:\.slice)?[/:]/;
const containerPath = /^(?:(?:cri-containerd|crio|docker)[-:])?([0-9a-f]{64})(?:\.scope)?(?:\/|$)/;

/** Reads /proc/<pid>/cgroup of cgroup v1 (a line for each hierarchy) and v2 (one line); undefined outside a pod. */
export function podContainerOf(cgroupText: string): PodContainer | undefined {
  for (const line of cgroupText.split('\n')) {
    const pod = podPath.exec(line);
    const container = pod === null ? null : containerPath.exec(line.slice(pod.index + pod[0].length));
    if (pod?.[1] !== undefined && container?.[1] !== undefined) {
      return { id: container[1], isStaticPod: !/[-_]/.test(pod[1]) };
    }
  }
  return undefined;
}
