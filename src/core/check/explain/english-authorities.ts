import type { Explanations } from './explanation.ts';

const replacing = {
  text: 'An authority is replaced for the whole cluster: everybody has to trust the new one before anything is signed by it. Plan weeks for it, and follow the manual procedure.',
  commands: ['https://kubernetes.io/docs/tasks/tls/manual-rotation-of-ca-certificates/'],
};

/** Pages about the three authorities and who trusts them. */
export const english = {
  'authority-missing': {
    title: 'The certificate of an authority is missing',
    meaning: "ca.crt, etcd/ca.crt or front-proxy-ca.crt is not where the static pods' flags name it.",
    why: 'Nobody can verify what it signed, and components that start need the file. Without ca.crt even "kubeadm certs check-expiration" ends with an error.',
    mend: [
      { text: 'Copy it from another control plane: it is the same on all of them, and it is no secret.' },
      {
        text: 'Every kubeconfig holds ca.crt as well.',
        commands: [
          "kubectl config view --raw --minify -o jsonpath='{.clusters[0].cluster.certificate-authority-data}' | base64 -d",
        ],
      },
    ],
    ignore: 'Never. With an external etcd its authority is not expected here and not reported.',
    sources: ['kubernetes/website: PKI certificates and requirements'],
  },
  'authority-expired': {
    title: 'An authority has expired',
    meaning:
      'The end of the authority\'s own certificate has passed. As "info": the bundle also holds an old one that has ended, beside one that has not.',
    why: "Everything it signed is refused, whatever the leaf's own date says. Leaves signed by it now are refused too: kubeadm issues them without complaint, perennial does not.",
    mend: [
      {
        text: 'A certificate for the same key and name with later dates lets existing leaves verify again; everybody who holds the old file needs the new one.',
      },
      replacing,
      { text: 'An old member of a bundle ("info") can be taken out of the file when no leaf depends on it.' },
    ],
    ignore: 'Only as "info".',
    sources: ['RFC 5280, 6.1.3', 'kubernetes/kubernetes#126430', 'kubernetes/kubeadm#1783'],
  },
  'authority-expiring': {
    title: 'An authority ends within the year',
    meaning: 'Less than 365 days (warning) or 90 days (critical) are left of the authority that signs.',
    why: "kubeadm's authorities live for ten years and are renewed by nobody. When one ends, everything it signed ends with it, at once, on all nodes; and every renewal from now on is shorter.",
    mend: [replacing],
    ignore: 'When the cluster will be gone by then. The limits are "authorities" in the configuration.',
    sources: ['kubernetes/kubernetes#126430', 'kubernetes/kubeadm#1350'],
  },
  'authority-key-mismatch': {
    title: "The authority's key is not its certificate's",
    meaning:
      'No certificate in the file has the public key of the key file; or, as "info", one has, but not the first.',
    why: "What is signed with that key is refused by everybody, so perennial refuses to sign. In a bundle perennial signs with the member that matches the key; kubeadm only looks at the first, and the controller manager's signer wants a file with exactly one.",
    mend: [
      {
        text: 'Compare certificate and key on every control plane, and copy the pair that fits.',
        commands: [
          'openssl x509 -in /etc/kubernetes/pki/ca.crt -noout -pubkey',
          'openssl pkey -in /etc/kubernetes/pki/ca.key -pubout',
        ],
      },
      { text: 'As "info": put the member that signs first in the file, if kubeadm is to renew as well.' },
    ],
    ignore: 'As "info", in the middle of a rotation.',
    sources: ['kubernetes/kubeadm#1723', 'kubernetes/kubeadm#1350'],
  },
  'authority-external': {
    title: 'The authority is managed elsewhere',
    meaning: 'Its certificate is here, its key is not. kubeadm calls that externally managed.',
    why: 'It is a sound choice: whoever breaks into this node cannot sign. But nothing here can renew what it signed; its owner has to.',
    mend: [
      {
        text: "Make requests here, in a folder of their own and with the cluster's own configuration: without it they lack the names that were configured. Have them signed there, and put the results in place.",
        commands: [
          "kubectl -n kube-system get configmap kubeadm-config -o jsonpath='{.data.ClusterConfiguration}' > kubeadm.yaml",
          'kubeadm certs generate-csr --config kubeadm.yaml --cert-dir /root/requests --kubeconfig-dir /root/requests',
          'perennial check',
        ],
      },
    ],
    ignore: 'When it is meant so.',
    sources: ['kubernetes/website: Certificate Management with kubeadm, External CA mode'],
  },
  'authority-not-trusted': {
    title: 'A component does not trust its authority',
    meaning:
      'The file that a flag tells a component to verify others with does not hold the authority that signs, by name and key; or the process started before that authority existed and never reads the file again. As "warning", the file holds only what signed the authority, or only some of a bundle. As "unknown", the file could not be read.',
    why: "It refuses certificates that are perfectly good. etcd reads its trust files when it starts and never again, in every release; kube-apiserver does so with etcd's authority, and the controller manager with --root-ca-file.",
    mend: [
      {
        text: 'Where the process is older than the file, restart it, one node after the other.',
        commands: ['perennial restart COMPONENT'],
      },
      {
        text: 'Where the flag names another file, see what that holds. Put the authority into it as well, or correct the flag.',
        commands: ['openssl storeutl -noout -text -certs FILE'],
      },
      {
        text: "For --kubelet-certificate-authority a file is also right that holds what signed the kubelets' serving certificates; this node's is what it is compared with.",
      },
    ],
    ignore:
      '"warning" when everybody whom the component verifies sends the intermediate authority along with the certificate.',
    sources: ['etcd-io/etcd client/pkg/transport/listener.go', 'kubernetes/kubeadm#1350'],
  },
} as const satisfies Partial<Explanations>;
