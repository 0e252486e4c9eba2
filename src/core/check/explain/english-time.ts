import type { Explanations } from './explanation.ts';

const renewing = {
  text: 'Renew it. The plan is shown before anything changes, no API request fails, and the run can be rolled back.',
  commands: ['perennial renew --dry-run NAME', 'perennial renew NAME'],
};

/** Pages about a certificate's dates. */
export const english = {
  expired: {
    title: 'The certificate has expired',
    meaning:
      'The end of this certificate, or of the authority that signed it, has passed. A certificate is valid through the very second of its end and not longer.',
    why: 'Whoever verifies it refuses it: an API server answers 401, etcd closes the connection, kubectl prints "certificate has expired or is not yet valid". Connections that are open may go on, so a control plane can look healthy until something restarts. etcd-healthcheck-client and super-admin.conf stop nothing when they end, so they are a warning.',
    mend: [
      renewing,
      {
        text: 'Where the API server is down because of it, the same command works from the files alone.',
        commands: ['perennial renew --all --offline'],
      },
      { text: 'For the kubelet\'s own client certificate see "kubelet-not-rotating".' },
    ],
    ignore: 'Never, for a certificate that something uses. A copy of a kubeconfig that nobody needs can be deleted.',
    sources: ['RFC 5280, 4.1.2.5', 'kubernetes/kubeadm#581', 'kubernetes/kubeadm#2054'],
  },
  expiring: {
    title: 'The certificate ends soon',
    meaning:
      'Less time is left than the policy allows: 30 days for a warning, 14 days for critical, or a fifth and a tenth of the lifetime where that is shorter. What counts is the earlier end of the certificate and of the authority that signed it.',
    why: 'kubeadm issues for one year and renews nothing by itself. When the end has come the component is refused by its peers, and mending is harder than before.',
    mend: [
      renewing,
      {
        text: 'When it ends together with its authority, a renewal cannot reach further: see "authority-expiring".',
        commands: ['perennial explain authority-expiring'],
      },
    ],
    ignore:
      'When the node will be gone by then. The limits are set in the configuration, for all certificates or for one.',
    sources: ['kubernetes/kubeadm#2652', 'kubernetes/website: Certificate Management with kubeadm'],
  },
  'renewal-due': {
    title: 'It is time to renew the certificate',
    meaning:
      'The certificate is fine. Less than 90 days, or less than a third of its lifetime, are left, so the next renewal takes it along.',
    why: 'Renewing early costs nothing and leaves weeks in which a failed attempt can be repeated. It is no reason to wake anybody, so the exit status stays 0.',
    mend: [{ text: 'Renew what is due.', commands: ['perennial renew --due'] }],
    ignore: 'Whenever you like, until it becomes "expiring".',
    sources: ['cert-manager and step renew at two thirds of the lifetime'],
  },
  'not-yet-valid': {
    title: 'The certificate is not valid yet',
    meaning: "Its validity begins in the future, seen from this node's clock.",
    why: "It is refused until then. Almost always a clock is wrong: this node's now, or that of the machine that signed it then. kubeadm dates certificates back by five minutes to forgive small differences.",
    mend: [
      { text: 'Compare the clock with others.', commands: ['timedatectl status', 'chronyc tracking'] },
      {
        text: 'If the clock is right now, the certificate was made under a wrong one: make another.',
        commands: ['perennial renew NAME'],
      },
    ],
    ignore: 'Never.',
    sources: ['RFC 5280, 4.1.2.5', 'kubernetes/kubernetes cmd/kubeadm/app/constants (CertificateBackdate)'],
  },
  'outlives-authority': {
    title: 'The certificate promises more time than its authority has',
    meaning: 'The date in the certificate lies beyond the end of the authority that signed it.',
    why: 'Verifiers look at the whole chain, so it ends with its authority. kubeadm does not cap what it issues, and its list shows the later date; perennial counts the earlier one and never issues beyond it.',
    mend: [
      {
        text: "Nothing to do for the certificate. Look at the authority's own end.",
        commands: ['perennial check -o wide'],
      },
    ],
    ignore: 'Always, as long as you plan by the date that perennial shows.',
    sources: ['RFC 5280, 6.1.3', 'Cray-HPE/docs-csm#6185 (a leaf beyond its authority)'],
  },
  'clock-off': {
    title: "This node's clock is off",
    meaning:
      "The clock differs from the API server's by more than the tolerance (one minute), or a file was changed at a time that is yet to come.",
    why: 'Certificates are valid or not by the clock of whoever looks. Leases, tokens and the order of "the file changed, then the process started" depend on it too.',
    mend: [
      { text: 'Let the machine follow a time server.', commands: ['timedatectl status', 'timedatectl set-ntp true'] },
    ],
    ignore: 'On a machine that was just resumed and is still catching up.',
    sources: ['kubernetes/kubernetes#113618'],
  },
  'upgrade-left-out': {
    title: 'The last upgrade left certificates out',
    meaning:
      'kubeadm upgraded this node, as the history of earlier checks shows, and these certificates are still those from before it.',
    why: "Whoever relies on upgrades to renew certificates relies on too much: kubeadm renews what belongs to a component only when it changes that component's manifest. An upgrade to the same version renews admin.conf and super-admin.conf alone, and before 1.31 an upgrade that left etcd at its version left its certificates to run out.",
    mend: [
      {
        text: 'Renew them, or leave it to a schedule, which renews each when it is due.',
        commands: ['perennial renew NAME', 'perennial schedule install', 'perennial history'],
      },
    ],
    ignore: 'When perennial runs by a schedule, or when they were renewed shortly before the upgrade.',
    sources: [
      'kubernetes/kubeadm#2989, kubernetes/kubernetes#124688',
      'kubernetes/kubeadm#2308, kubernetes/kubeadm#2752',
      'cmd/kubeadm/app/phases/upgrade/staticpods.go',
    ],
  },
} as const satisfies Partial<Explanations>;
