import { LEASE_NAME } from '../coordination/lease.ts';
import { KUBELET_SERVING } from '../serving/request.ts';
import { REPORTS_NAMESPACE } from './published-place.ts';

/**
 * `look`: `check`, on this node and on all, and deciding; `report`: publishing the own one; `renew`: a change, by hand or by a
 * schedule; `approve`: answering kubelets.
 */
export const purposes = ['look', 'report', 'renew', 'approve'] as const;
export type Purpose = (typeof purposes)[number];

/** One kind of call that perennial makes to an API server, as RBAC names it, and why. */
export type Permission = {
  readonly purpose: Purpose;
  readonly verbs: readonly Verb[];
  readonly why: string;
} & (
  | {
      readonly kind: 'resource';
      /** Empty: the core group. */
      readonly group: string;
      readonly resource: string;
      /** Absent: of the whole cluster. */
      readonly namespace?: string;
      /** Absent where RBAC cannot name them (`create`, and most lists), or where they are the nodes of the cluster. */
      readonly names?: readonly string[];
    }
  | { readonly kind: 'path'; readonly paths: readonly string[] }
);

export type Verb = 'get' | 'list' | 'watch' | 'create' | 'update' | 'patch' | 'approve';

const core = { kind: 'resource', group: '' } as const;
const leases = { kind: 'resource', group: 'coordination.k8s.io', resource: 'leases' } as const;
const signing = { kind: 'resource', group: 'certificates.k8s.io' } as const;
const requests = 'certificatesigningrequests';
const system = 'kube-system';

/** All of them. What is not here is never asked for; secrets are not here. */
export const permissions: readonly Permission[] = [
  {
    purpose: 'look',
    kind: 'path',
    paths: ['/version'],
    verbs: ['get'],
    why: 'the version of the API server and its clock',
  },
  {
    ...core,
    purpose: 'look',
    resource: 'configmaps',
    namespace: system,
    names: ['kubeadm-config'],
    verbs: ['get'],
    why: "kubeadm's configuration: validity, algorithm, folder of certificates",
  },
  {
    ...core,
    purpose: 'look',
    resource: 'pods',
    namespace: system,
    verbs: ['list'],
    why: 'the versions of all API servers: an upgrade under way',
  },
  {
    ...core,
    purpose: 'look',
    resource: 'nodes',
    verbs: ['list'],
    why: 'which nodes are control planes, whether they are Ready, and the annotation perennial.dev/hold',
  },
  {
    ...leases,
    purpose: 'look',
    namespace: 'kube-node-lease',
    verbs: ['get'],
    why: 'when each kubelet wrote last, by its own clock: a clock that is off',
  },
  {
    ...core,
    purpose: 'look',
    resource: 'configmaps',
    namespace: REPORTS_NAMESPACE,
    verbs: ['list'],
    why: 'the reports of all nodes',
  },
  {
    ...signing,
    purpose: 'look',
    resource: requests,
    verbs: ['list'],
    why: 'which kubelets wait for their serving certificates; asked only where the kubelet of this node has serverTLSBootstrap',
  },
  {
    ...core,
    purpose: 'report',
    resource: 'configmaps',
    namespace: REPORTS_NAMESPACE,
    verbs: ['get', 'create', 'update'],
    why: 'the report of this node, perennial-NODE',
  },
  {
    ...core,
    purpose: 'report',
    resource: 'namespaces',
    verbs: ['create'],
    why: `the namespace ${REPORTS_NAMESPACE}, once; not needed where it exists`,
  },
  {
    kind: 'resource',
    purpose: 'report',
    group: 'events.k8s.io',
    resource: 'events',
    namespace: 'default',
    verbs: ['create'],
    why: 'Events about the Node, which has no namespace: what is due, what was renewed, what failed',
  },
  {
    ...leases,
    purpose: 'renew',
    namespace: 'kube-node-lease',
    verbs: ['list'],
    why: 'which nodes are heard from again after a rescue',
  },
  {
    ...leases,
    purpose: 'renew',
    namespace: system,
    names: [LEASE_NAME],
    verbs: ['get', 'update'],
    why: 'one node at a time',
  },
  {
    ...leases,
    purpose: 'renew',
    namespace: system,
    verbs: ['create'],
    why: `the lease ${LEASE_NAME}, once, or after somebody deleted it`,
  },
  {
    ...leases,
    purpose: 'renew',
    namespace: system,
    names: ['kube-controller-manager', 'kube-scheduler'],
    verbs: ['get', 'patch'],
    why: 'who leads after a restart; the lease of one that was stopped is released, so that nobody waits for it',
  },
  {
    ...core,
    purpose: 'renew',
    resource: 'configmaps',
    namespace: system,
    names: ['kubeadm-config'],
    verbs: ['watch'],
    why: 'the open watch of the witness: whether a renewal cuts it',
  },
  {
    purpose: 'renew',
    kind: 'path',
    paths: ['/readyz', '/readyz/etcd', '/healthz/etcd'],
    verbs: ['get'],
    why: 'the requests of the witness, and the proof that the API server reaches etcd with its new client certificate',
  },
  {
    ...core,
    purpose: 'renew',
    resource: 'nodes/proxy',
    verbs: ['get'],
    why: 'the proof that the API server reaches the kubelet with its new client certificate: healthz of this node. Whoever has it can reach every kubelet through the API server: give it to nobody who does not renew',
  },
  {
    kind: 'resource',
    purpose: 'renew',
    group: 'apiregistration.k8s.io',
    resource: 'apiservices',
    verbs: ['list'],
    why: 'which aggregated APIs there are',
  },
  {
    purpose: 'renew',
    kind: 'path',
    paths: ['/apis/*'],
    verbs: ['get'],
    why: "the proof that aggregated APIs accept the front proxy's new certificate; a list of what there is, as everybody may see it",
  },
  {
    ...core,
    purpose: 'approve',
    resource: 'nodes',
    verbs: ['get'],
    why: 'the addresses of each node whose kubelet asks; those of the control plane are in its list already',
  },
  {
    ...signing,
    purpose: 'approve',
    resource: requests,
    verbs: ['get'],
    why: 'whether a request is still the one that was judged',
  },
  {
    ...signing,
    purpose: 'approve',
    resource: `${requests}/approval`,
    verbs: ['update'],
    why: 'the answer: Approved, or Denied with the reason',
  },
  {
    ...signing,
    purpose: 'approve',
    resource: 'signers',
    names: [KUBELET_SERVING],
    verbs: ['approve'],
    why: 'the answer again: the API server lets nobody answer for a signer without it',
  },
];
