import { DAY } from '../../core/instant.ts';
import { madeAuthority, type MadePair } from '../pki.ts';
import type { Certificates } from './certificates.ts';
import { apiServerUrl, PRIVATE, type SandboxFile, type Shape } from './shape.ts';

/** The four kubeconfigs with a credential of kubeadm's, and a person's copy of admin.conf beside another cluster. */
export function kubeconfigFiles(shape: Shape, certificates: Certificates): readonly SandboxFile[] {
  const authority = certificates.authorities.ca.certificatePem;
  const configOf = (user: string, organizations: readonly string[]) =>
    kubeconfig({ server: apiServerUrl(shape), authority, user, pair: certificates.credential(user, organizations) });
  const admin = certificates.credential('kubernetes-admin', ['kubeadm:cluster-admins']);
  const adminConfig = kubeconfig({ server: apiServerUrl(shape), authority, user: 'kubernetes-admin', pair: admin });
  return [
    file('/etc/kubernetes/admin.conf', adminConfig),
    file('/etc/kubernetes/super-admin.conf', configOf('kubernetes-super-admin', ['system:masters'])),
    file('/etc/kubernetes/controller-manager.conf', configOf('system:kube-controller-manager', [])),
    file('/etc/kubernetes/scheduler.conf', configOf('system:kube-scheduler', [])),
    file('/root/.kube/config', personsConfig({ server: apiServerUrl(shape), authority, admin, now: shape.now })),
  ];
}

const file = (path: string, content: string): SandboxFile => ({ path, content, mode: PRIVATE });
const encoded = (pem: string) => Buffer.from(pem).toString('base64');

/** In clientcmd's order of keys, as kubeadm writes it. */
function kubeconfig(made: {
  readonly server: string;
  readonly authority: string;
  readonly user: string;
  readonly pair: MadePair;
}): string {
  const context = `${made.user}@kubernetes`;
  return `apiVersion: v1
clusters:
- cluster:
    certificate-authority-data: ${encoded(made.authority)}
    server: ${made.server}
  name: kubernetes
contexts:
- context:
    cluster: kubernetes
    user: ${made.user}
  name: ${context}
current-context: ${context}
kind: Config
preferences: {}
users:
- name: ${made.user}
  user:
    client-certificate-data: ${encoded(made.pair.certificatePem)}
    client-key-data: ${encoded(made.pair.privateKeyPem)}
`;
}

/** Written by hand over the years: comments, another order, another cluster that nobody may touch. */
function personsConfig(made: {
  readonly server: string;
  readonly authority: string;
  readonly admin: MadePair;
  readonly now: number;
}): string {
  const other = madeAuthority({ commonName: 'kubernetes', notBefore: made.now - 100 * DAY });
  const colleague = other.leaf({ commonName: 'dana', organizations: ['developers'], notBefore: made.now - 100 * DAY });
  return `# Dana's clusters. The staging one is looked after by another team.
apiVersion: v1
kind: Config
preferences: {}
current-context: kubernetes-admin@kubernetes
clusters:
  - name: staging
    cluster:
      server: https://staging.example.com:6443
      certificate-authority-data: ${encoded(other.certificatePem)}
  - name: kubernetes
    cluster:
      server: ${made.server}   # this machine
      certificate-authority-data: ${encoded(made.authority)}
contexts:
  - name: staging
    context: {cluster: staging, user: dana, namespace: shop}
  - name: kubernetes-admin@kubernetes
    context: {cluster: kubernetes, user: kubernetes-admin}
users:
  - name: dana
    user:
      client-certificate-data: ${encoded(colleague.certificatePem)}
      client-key-data: ${encoded(colleague.privateKeyPem)}
  - name: kubernetes-admin
    user:
      client-certificate-data: ${encoded(made.admin.certificatePem)}
      client-key-data: ${encoded(made.admin.privateKeyPem)}
`;
}
