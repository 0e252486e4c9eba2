import type { Explanations } from './explanation.ts';

/** Pages about what only the comparison of several nodes shows (`check --cluster`). */
export const english = {
  'node-silent': {
    title: 'A control-plane node does not report',
    meaning:
      'The cluster has this control-plane node, and it has published no report, or none for longer than three of its own looks. Every perennial run publishes one, whatever it decides.',
    why: 'Nobody looks at its certificates, or what looks cannot reach the API server. A schedule that was never installed, or stopped, is noticed a year later otherwise.',
    mend: [
      {
        text: 'See on that node whether anything calls perennial, and let it report once.',
        commands: ['perennial schedule show', 'perennial schedule install', 'perennial check --publish'],
      },
    ],
    ignore: 'When the node is off on purpose. One that is no longer a control-plane node is not looked for.',
    sources: [],
  },
  'report-unreadable': {
    title: 'The report of a node cannot be read',
    meaning:
      'There is a ConfigMap perennial-NODE in the namespace perennial-system, and it does not hold a report that this version understands: somebody edited it, or a newer version wrote it.',
    why: 'How that node is cannot be said from here, and what could not be read is never taken for fine.',
    mend: [
      { text: 'Let the node write it again; it replaces what is there.', commands: ['perennial check --publish'] },
      { text: 'Where its version is newer, install the same one here.', commands: ['perennial version'] },
    ],
    ignore: 'Until the next look of that node, which writes it again.',
    sources: [],
  },
  'node-failed': {
    title: 'A run on another node failed',
    meaning:
      'The last change on that node was undone, or is unfinished, and nothing has succeeded there since. Where something is due on it, its own next look tries again; where nothing is, it waits for somebody.',
    why: 'What failed there would probably fail on the next node too, so the schedules of all other nodes wait. Only what would run out before there is another chance is renewed in spite of it.',
    mend: [
      {
        text: 'See on that node what went wrong, mend the reason, and let it succeed: finish what is unfinished, renew what is due, or, where nothing is, everything. That clears it for all.',
        commands: ['perennial status', 'perennial resume', 'perennial renew', 'perennial renew --all'],
      },
    ],
    ignore: 'When the reason is gone, something is due on that node, and its next look is near.',
    sources: [],
  },
  'canary-unknown': {
    title: 'The canary is no control-plane node',
    meaning:
      'order names a canary, and no control-plane node of the cluster has that name: it is mistyped, or the node is gone.',
    why: 'The canary goes first, so the schedules of all other nodes renew nothing until the last chance.',
    mend: [
      {
        text: 'Name another node as the canary in the configuration of every node (order: {canary: NODE}), or none.',
        commands: ['kubectl get nodes', 'perennial check'],
      },
    ],
    ignore: 'Never.',
    sources: [],
  },
  'authorities-differ': {
    title: 'Nodes have different authorities under one name',
    meaning:
      'The CA files of this name hold other certificates on one node than on another. As a warning: the bundles overlap, as they do while an authority is being replaced. As critical: two nodes have nothing in common.',
    why: 'What one node issues, another refuses: joins, renewals, kubelets and etcd peers fail, some of them only at the next restart or renewal.',
    mend: [
      {
        text: 'Find out which node has the right one (the one that the kubelets and admin.conf trust), and copy it to the others.',
        commands: [
          'perennial check --cluster -o json',
          'openssl x509 -in /etc/kubernetes/pki/ca.crt -noout -fingerprint -sha256',
        ],
      },
    ],
    ignore: 'As a warning, while an authority is being replaced node by node.',
    sources: ['kubernetes/website: Manual Rotation of CA Certificates'],
  },
  'service-account-keys-differ': {
    title: 'Nodes have different keys for service accounts',
    meaning:
      'The public key with which the API server verifies the tokens of service accounts (sa.pub) is another one on one node than on another.',
    why: 'A token that was signed on one node is refused by the API server of the other: pods fail with 401 now and then, depending on which API server they meet.',
    mend: [
      {
        text: 'Copy sa.key and sa.pub from the node whose controller manager signed the tokens in use, then restart what reads them when it starts.',
        commands: ['perennial restart kube-apiserver', 'perennial restart kube-controller-manager'],
      },
    ],
    ignore: 'Never.',
    sources: ['kubernetes/website: Managing Service Accounts'],
  },
  'clock-skew': {
    title: 'The clocks of two nodes differ',
    meaning:
      "Seen by the sign of life of that node's kubelet, by the time that its API server told it, or by a report that is from the future. Small differences are within the policy (clockTolerance, one minute).",
    why: 'A certificate made on the node that is ahead is not valid yet on the others; one that ends is refused at different times; leases and tokens expire too early or too late.',
    mend: [{ text: 'Synchronise the clocks.', commands: ['timedatectl status', 'chronyc tracking'] }],
    ignore: 'Never for long.',
    sources: ['RFC 5280, 4.1.2.5'],
  },
  'versions-differ': {
    title: 'Nodes run different versions',
    meaning:
      'Of Kubernetes: the kube-apiserver manifests name different versions, so an upgrade is under way or was left half way. Of perennial: the nodes were not all brought up to date.',
    why: 'While API servers differ, schedules wait. Different versions of perennial work together, but may not understand each other in everything.',
    mend: [
      { text: 'Finish the upgrade on the nodes that are behind.', commands: ['kubeadm upgrade node'] },
      { text: 'Install the same perennial everywhere.', commands: ['perennial version'] },
    ],
    ignore: 'While an upgrade is under way.',
    sources: ['kubernetes/website: Version Skew Policy'],
  },
} as const satisfies Partial<Explanations>;
