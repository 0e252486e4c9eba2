/**
 * How a worker whose kubelet has no living credential gets another one, line by line: by kubeadm's own way in, a bootstrap token.
 * Its Node is not Ready, so that kubeadm lets it join again under its name (cmd/kubeadm/app/cmd/phases/join/kubelet.go).
 */
export function workerSteps(): readonly string[] {
  return [
    'on this node, once:',
    `  ${WORKER_INVITED}`,
    'on each of them, and then the command that was printed:',
    `  ${WORKER_CLEARED}`,
  ];
}

export const WORKER_INVITED = 'kubeadm token create --ttl 2h --print-join-command';

/** What kubeadm join wants to make itself. No pod is touched. */
export const WORKER_CLEARED =
  'systemctl stop kubelet; rm -f /etc/kubernetes/kubelet.conf /etc/kubernetes/bootstrap-kubelet.conf /etc/kubernetes/pki/ca.crt /var/lib/kubelet/pki/kubelet-client-*';
