import type { Explanations } from './explanation.ts';

/** Pages about certificates and keys as they lie on the disk. */
export const english = {
  'certificate-missing': {
    title: 'A certificate is missing',
    meaning: "A file that a static pod's flags name, or that kubeadm always makes, is not there.",
    why: 'A running process goes on with what it has in memory; it will not start again. Names and usages are normally taken from the old certificate, so without it kubeadm has to say what belongs in.',
    mend: [
      {
        text: 'If you have a backup or a run of perennial, put it back.',
        commands: ['perennial status', 'perennial rollback RUN'],
      },
      {
        text: 'Otherwise let kubeadm make it, with the configuration of the cluster: without it kubeadm takes its defaults, and names that clients use are lost. Where no API server answers, take the configuration from a backup.',
        commands: [
          "kubectl --namespace kube-system get configmap kubeadm-config --output jsonpath='{.data.ClusterConfiguration}' > kubeadm.yaml",
        ],
      },
      {
        text: 'Move away what is left of the pair first; then make it. A kubeconfig is called without ".conf" here.',
        commands: [
          'kubeadm init phase certs NAME --config kubeadm.yaml',
          'kubeadm init phase kubeconfig NAME --config kubeadm.yaml',
          'perennial check',
        ],
      },
      { text: 'For the kubelet\'s client certificate see "kubelet-not-rotating".' },
    ],
    ignore: 'For admin.conf, when you keep it elsewhere on purpose. An absent super-admin.conf is never reported.',
    sources: ['kubernetes/kubernetes cmd/kubeadm/app/phases/certs/certlist.go'],
  },
  'key-missing': {
    title: 'A private key is missing',
    meaning: 'The certificate is there, the key that belongs to it is not.',
    why: 'The next process that starts with this pair fails. The key of an authority may be elsewhere ("authority-external"), the key of a leaf may not. sa.key signs the tokens of all service accounts and is the same on every control plane: a new one would end every token in the cluster.',
    mend: [
      { text: 'A leaf: renew it, which makes a new key.', commands: ['perennial renew NAME'] },
      {
        text: 'sa.key or sa.pub: copy it from another control plane. The public one can also be made from the private one.',
        commands: ['openssl pkey -in /etc/kubernetes/pki/sa.key -pubout -out /etc/kubernetes/pki/sa.pub'],
      },
      { text: "The kubelet's serving pair: remove what is left of it and restart the kubelet, which makes another." },
    ],
    ignore: 'Never.',
    sources: ['kubernetes/website: PKI certificates and requirements'],
  },
  'key-mismatch': {
    title: 'Key and certificate do not belong together',
    meaning: 'The public key in the certificate is not that of the private key beside it.',
    why: 'kube-apiserver keeps its old pair in memory and says nothing; etcd fails at every handshake; whoever starts next fails. kubeadm writes the key first and the certificate after it, so a crash between the two leaves this state.',
    mend: [
      { text: 'If a run of perennial is open, finish it.', commands: ['perennial status', 'perennial resume'] },
      { text: 'Otherwise make a new pair.', commands: ['perennial renew NAME'] },
      {
        text: 'For sa.key and sa.pub: the private key that the other control planes have is the right one.',
        commands: ['openssl pkey -in /etc/kubernetes/pki/sa.key -pubout'],
      },
    ],
    ignore: 'Never.',
    sources: ['kubernetes/kubernetes cmd/kubeadm/app/util/pkiutil (WriteCertAndKey)'],
  },
  'not-signed-by-authority': {
    title: 'The certificate was not signed by its authority',
    meaning:
      "No certificate in the authority's file verifies this one: the issuer's name or its signature does not fit.",
    why: 'Whoever trusts that file refuses it. It happens when an authority was replaced and not everything was issued anew, or when files of two clusters were mixed.',
    mend: [
      { text: "If the authority's file is right, issue the certificate anew.", commands: ['perennial renew NAME'] },
      {
        text: "If the authority's file is the wrong one, put the right one back first: compare it with another control plane.",
        commands: ['openssl x509 -in /etc/kubernetes/pki/ca.crt -noout -fingerprint -sha256'],
      },
    ],
    ignore: 'Never.',
    sources: ['RFC 5280, 6.1', 'kubernetes/kubeadm#1350'],
  },
  'usage-wrong': {
    title: 'The certificate may not be used for what it is there for',
    meaning:
      "Its extended key usage lacks what its place needs (a server certificate for serving, a client certificate for calling, both for etcd's own), or it is an authority where a leaf should be.",
    why: "The other side checks the usage and refuses. etcd's server certificate needs the client usage too, because its gRPC gateway calls itself. A leaf that is an authority lets whoever has its key sign for anybody.",
    mend: [
      {
        text: 'A renewal keeps the usages, so move the wrong pair away and let kubeadm make it anew, with the configuration of the cluster (perennial explain certificate-missing says how to get it); then check.',
        commands: ['kubeadm init phase certs NAME --config kubeadm.yaml', 'perennial check'],
      },
    ],
    ignore: 'Never.',
    sources: ['RFC 5280, 4.2.1.12', 'etcd-io/etcd#9785'],
  },
  'san-missing': {
    title: 'The certificate lacks a name or address of this node',
    meaning:
      "A serving certificate does not name something under which it is called: the node's name, the service kubernetes, the advertised address, or the first address of the service range; for etcd also localhost and 127.0.0.1.",
    why: 'Clients that call that name refuse the connection ("certificate is valid for ..., not ..."). kubeadm takes the names from the old certificate when it renews, so a change of its configuration alone never reaches the certificate.',
    mend: [{ text: 'Renew it with the name added.', commands: ['perennial renew apiserver --add-san apiserver=NAME'] }],
    ignore: 'When nobody calls that name on your nodes, for instance because everybody goes through a balancer.',
    sources: ['kubernetes/kubeadm#1540', 'RFC 6125, 6.4'],
  },
  'weak-key': {
    title: 'The key is too weak',
    meaning: 'An RSA key of less than 2048 bits, an elliptic curve of less than 224, or DSA.',
    why: 'It can be broken with means that exist. Newer versions of Go refuse RSA keys under 1024 bits and may refuse more.',
    mend: [
      {
        text: "A leaf: renew it. The algorithm comes from kubeadm's configuration.",
        commands: ['perennial renew NAME'],
      },
      { text: 'An authority has to be replaced as a whole.', commands: ['perennial explain authority-expiring'] },
    ],
    ignore: 'In a laboratory.',
    sources: ['NIST SP 800-57 part 1, table 2'],
  },
  'weak-signature': {
    title: 'The certificate is signed with a broken digest',
    meaning: 'The signature uses MD5 or SHA-1.',
    why: 'Go refuses SHA-1 signatures since 1.18, and everything in a control plane is written in Go. The signature of a root is not looked at, so roots are not reported.',
    mend: [
      { text: "Renew it: we sign with SHA-256 or better, by the authority's key.", commands: ['perennial renew NAME'] },
    ],
    ignore: 'Never.',
    sources: ['golang/go#41682'],
  },
  'unknown-certificate': {
    title: 'A certificate that nothing is known to use',
    meaning:
      "It lies in a PKI folder, in one below it, or beside a file that a flag names, and neither kubeadm's table nor any flag of a static pod names it.",
    why: "It may be a leftover, or something of yours that a program uses which perennial does not know. perennial never touches it, and its end is nobody's alarm.",
    mend: [
      {
        text: "Find out whose it is; move it out of the folder if nobody's.",
        commands: ['openssl x509 -in FILE -noout -text'],
      },
    ],
    ignore: 'Whenever you know what it is.',
    sources: [],
  },
} as const satisfies Partial<Explanations>;
