import { WORKER_CLEARED, WORKER_INVITED } from '../../kubeadm/worker-steps.ts';
import type { Explanations } from './explanation.ts';

/** Pages about the kubelet and about people's kubeconfigs. */
export const english = {
  'kubelet-conf-embedded': {
    title: 'kubelet.conf carries its certificate inside',
    meaning:
      'The kubelet rotates a file, /var/lib/kubelet/pki/kubelet-client-current.pem; this kubelet.conf does not name it but holds a certificate of its own.',
    why: 'Whatever the kubelet rotates, it starts with the embedded certificate. When that one ends, the node does not come back after a restart. Clusters made before 1.17 have it on their first node.',
    mend: [
      {
        text: 'On a control plane with ca.key: perennial gives the kubelet a certificate in the file it rotates, lets kubelet.conf name that file, restarts the kubelet, and waits until the API server has heard from it.',
        commands: ['perennial renew kubelet-client'],
      },
      {
        text: 'By hand, where the rotated file is alive: let kubelet.conf name it, for both client-certificate and client-key, without the -data fields, and restart the kubelet.',
        commands: [
          'client-certificate: /var/lib/kubelet/pki/kubelet-client-current.pem',
          'client-key: /var/lib/kubelet/pki/kubelet-client-current.pem',
          'systemctl restart kubelet',
        ],
      },
    ],
    ignore: 'Never.',
    sources: ['kubernetes/kubeadm#1753'],
  },
  'kubelet-not-rotating': {
    title: 'The kubelet does not renew its client certificate',
    meaning:
      'It is told not to (rotateCertificates: false), or more than nine tenths of the lifetime have passed: it should have done so between seven and nine tenths.',
    why: 'When the certificate ends, the node becomes NotReady, and the kubelet cannot help itself: bootstrap-kubelet.conf is gone after the join. No version of "kubeadm certs renew" touches it.',
    mend: [
      {
        text: 'See why: the request may be waiting, or the controller manager may not sign.',
        commands: ['kubectl get certificatesigningrequests', 'journalctl -u kubelet | grep -i certificate'],
      },
      {
        text: 'If it has ended, on a control plane with ca.key: issue another one. When nothing answers any more, rescue the node.',
        commands: ['perennial renew kubelet-client', 'perennial rescue'],
      },
      {
        text: 'If it has ended, on a worker: get an invitation from a control plane, clear the way on the worker, and then run there what the first command printed. Running containers go on.',
        commands: [WORKER_INVITED, WORKER_CLEARED],
      },
    ],
    ignore: "When you distribute the kubelet's certificates yourself.",
    sources: [
      'k8s.io/client-go util/certificate/certificate_manager.go',
      'kubernetes/kubeadm#2054',
      'kubernetes/website: Kubelet client certificate rotation fails',
    ],
  },
  'kubelet-serving-expiring': {
    title: "The kubelet's serving certificate runs out",
    meaning:
      'kubelet.crt is self-signed, made when the kubelet first starts, for one year; the kubelet does not renew it, perennial does. With serverTLSBootstrap it comes from the cluster, and somebody has to approve each request.',
    why: "kubeadm's API servers do not verify it, so logs and exec go on. metrics-server and scrapers that verify do not. With --kubelet-certificate-authority the API server verifies as well, and then it is critical.",
    mend: [
      {
        text: 'Self-signed: perennial removes the pair, restarts the kubelet, which makes another, and proves that it is served. Restarting a kubelet stops no pod.',
        commands: ['perennial renew kubelet-server'],
      },
      {
        text: 'Requested: have the request answered.',
        commands: ['perennial approve-csrs --dry-run', 'perennial approve-csrs'],
      },
    ],
    ignore: 'When nobody verifies it.',
    sources: ['kubernetes/kubernetes#99418', 'kubernetes/kubeadm#2186', 'kubernetes/kubeadm#1223'],
  },
  'kubelet-serving-pending': {
    title: 'Kubelets wait for their serving certificates',
    meaning:
      'With serverTLSBootstrap: true a kubelet asks the cluster for its serving certificate, and again before it ends. These requests (CertificateSigningRequests for the signer kubernetes.io/kubelet-serving) are neither approved nor denied.',
    why: "Nothing in Kubernetes or kubeadm approves them, because that takes knowing which names and addresses are the node's own. Until somebody does, the kubelet has no certificate for its port: logs, exec and metrics of that node fail.",
    mend: [
      {
        text: "Have perennial answer them: it approves a request only when the kubelet of that node made it, for nothing but serving, with no name that is not an address of the Node object and none of the control plane's; it denies the others with the reason.",
        commands: ['perennial approve-csrs --dry-run', 'perennial approve-csrs'],
      },
      { text: 'Or each time a schedule looks.', commands: ['approveKubeletServing: true'] },
    ],
    ignore: 'When something else in the cluster approves them, and they are new.',
    sources: [
      'kubernetes/kubeadm#1223, kubernetes/kubeadm#591, kubernetes/kubernetes#73356',
      'kubernetes/website: Certificates and Certificate Signing Requests, Kubernetes signers',
    ],
  },
  'kubeconfig-authority-differs': {
    title: 'A kubeconfig trusts other authorities than ca.crt holds',
    meaning: 'Its certificate-authority-data holds none, only some, or more of the certificates in ca.crt.',
    why: 'With none in common it refuses this API server. With only some, it will refuse it in the middle of a rotation: "kubeadm certs renew" writes only the first certificate of a bundle into the kubeconfigs. More do no harm, unless they should no longer be trusted.',
    mend: [
      {
        text: 'Renew it: perennial writes the whole bundle.',
        commands: ['perennial renew NAME', 'perennial kubeconfig --file PATH'],
      },
      {
        text: 'kubelet.conf is not renewed: put the content of ca.crt, base64, into its certificate-authority-data and restart the kubelet.',
        commands: ['base64 -w0 /etc/kubernetes/pki/ca.crt', 'systemctl restart kubelet'],
      },
    ],
    ignore: 'As "info", after a rotation, until the old authority is gone.',
    sources: ['kubernetes/kubeadm#2027', 'kubernetes/kubeadm#1723'],
  },
  'copy-outdated': {
    title: 'A copy of admin.conf holds an older credential',
    meaning:
      "A kubeconfig in somebody's home has a client certificate for the same user as admin.conf, but another one.",
    why: 'It goes on working until its own end, although admin.conf was renewed. A certificate is accepted because the authority signed it and its time is not over; the authority is the same, and Kubernetes checks no revocation list (CRL or OCSP), so nothing ends it earlier. That also means: renewing is no remedy for a credential that was stolen. Only replacing the authority, or taking the rights from the user or group it names, is.',
    mend: [
      {
        text: "Put today's credential into the copy. Other clusters in the file, comments and order stay as they are.",
        commands: ['perennial kubeconfig --file PATH', 'perennial kubeconfig --for USER'],
      },
    ],
    ignore: 'Until its end comes near; then it becomes a warning.',
    sources: [
      'kubernetes/kubernetes#18982 (no certificate revocation)',
      'kubernetes/website: Certificate Management with kubeadm',
    ],
  },
  'key-readable': {
    title: 'A private key can be read by every user',
    meaning: "The file's mode lets users who neither own it nor belong to its group read it, or replace it.",
    why: "Whoever reads an authority's key can be anybody in this cluster, for years; whoever reads a kubeconfig can be its user until it ends, and nothing revokes that.",
    mend: [
      { text: 'Close it.', commands: ['chmod o-rwx PATH'] },
      {
        text: 'If others had access to the machine, treat the key as known: renew the leaf; an authority has to be replaced.',
        commands: ['perennial renew NAME'],
      },
    ],
    ignore: 'Never on a machine with other users.',
    sources: ['kubernetes/website: PKI certificates and requirements', 'CIS Kubernetes Benchmark 1.1.21'],
  },
  'super-admin-present': {
    title: 'super-admin.conf lies on this node',
    meaning: 'kubeadm (from 1.29) leaves it on the node where the cluster was made.',
    why: 'Its group, system:masters, passes every authorisation, whatever RBAC says, and its certificate cannot be revoked. It is meant for emergencies; admin.conf, bound by RBAC, is for daily work.',
    mend: [
      {
        text: 'Keep it where you keep other emergency credentials. kubeadm can make another as long as ca.key is there.',
        commands: [
          'mv /etc/kubernetes/super-admin.conf SAFE-PLACE',
          'kubeadm init phase kubeconfig super-admin --config kubeadm.yaml',
        ],
      },
    ],
    ignore: 'When the node is as safe as any other place you have.',
    sources: ['kubernetes/kubernetes#121305'],
  },
} as const satisfies Partial<Explanations>;
