import type { Machine } from './machine.ts';

/**
 * kubeadm before 1.31 has no client of the runtime and asks crictl, which is no Go module that could be built here. It asks two
 * things: whether the runtime is well, and whether an image is there; nothing is ever pulled.
 */
const script = `#!/bin/sh
for word; do
  case "$word" in
    info) exec ctr version >/dev/null ;;
    inspecti) wanted=yes ;;
    -*|unix:*) ;;
    *) [ "$wanted" = yes ] && exec sh -c 'ctr -n k8s.io images ls -q | grep -qxF "$0"' "$word" ;;
  esac
done
echo "this crictl does not know: $*" >&2
exit 1
`;

/** Puts what kubeadm of this version (as `1.30.14`) needs of crictl into a machine; nothing from 1.31 on. */
export async function provideCrictl(machine: Machine, version: string): Promise<void> {
  if (Number(version.split('.')[1]) >= 31) return;
  await machine.mustExec(['sh', '-c', 'cat > /usr/local/bin/crictl && chmod 755 /usr/local/bin/crictl'], {
    input: script,
  });
}
