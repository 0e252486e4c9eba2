import type { Inventory, Leaf, ManifestFacts } from '../../inventory.ts';
import type { Component } from '../../names.ts';
import type { Certificate } from '../../x509/certificate.ts';
import { canonicalAddress, firstAddressOf } from '../address.ts';
import type { Rule } from '../rule.ts';
import { certificatePathOf } from '../subject.ts';
import { listed } from '../words.ts';

/** A serving certificate without a name or address under which it is called on this node. */
export const sanMissing: Rule = (inventory) =>
  inventory.leaves.flatMap((leaf) => {
    if (leaf.certificate.kind !== 'read') return [];
    const lacking = lackingNames(leaf, leaf.certificate.value, inventory);
    if (lacking.length === 0) return [];
    return [
      {
        code: 'san-missing',
        severity: 'warning',
        subject: leaf.name,
        path: certificatePathOf(leaf),
        message: `does not name ${listed(lacking)}, so whoever calls ${lacking.length === 1 ? 'that' : 'those'} refuses it`,
        mend: `perennial renew ${leaf.name} ${lacking.map((name) => `--add-san ${leaf.name}=${name}`).join(' ')}`,
      },
    ];
  });

/** Names by which this node's components are called and which a certificate of a leaf with these names would not cover. */
export function lackingNames(leaf: Leaf, names: Names, inventory: Inventory): readonly string[] {
  return [...new Set(neededNames(leaf, inventory))].filter((name) => !covers(names, name));
}

/** Under which this node's member of etcd tells others to call it, by this certificate of it. */
export function advertisedHosts({ name }: Leaf, { layout }: Inventory): readonly string[] {
  const flags = flagsOf(layout.manifests, 'etcd');
  switch (name) {
    case 'etcd-server':
      return hostsOf(flags['advertise-client-urls']);
    case 'etcd-peer':
      return hostsOf(flags['initial-advertise-peer-urls']);
    default:
      return [];
  }
}

type Names = Pick<Certificate, 'dnsNames' | 'ipAddresses'>;

/** What kubeadm puts in (cmd/kubeadm/app/util/pkiutil, GetAPIServerAltNames and the etcd ones), as far as this node shows it. */
function neededNames(leaf: Leaf, inventory: Inventory): readonly string[] {
  const { node, layout } = inventory;
  if (leaf.kind !== 'kubeadm') return [];
  const flags = (component: Component) => flagsOf(layout.manifests, component);
  switch (leaf.name) {
    case 'apiserver':
      return [node, ...kubernetesNames, ...apiServerAddresses(flags('kube-apiserver'))];
    case 'etcd-server':
    case 'etcd-peer':
      return [node, ...loopback, ...advertisedHosts(leaf, inventory)];
    default:
      return [];
  }
}

const kubernetesNames = ['kubernetes', 'kubernetes.default', 'kubernetes.default.svc'];
const loopback = ['localhost', '127.0.0.1', '::1'];

const flagsOf = (manifests: readonly ManifestFacts[], component: Component): ManifestFacts['flags'] =>
  manifests.find((manifest) => manifest.component === component)?.flags ?? {};

function apiServerAddresses(flags: ManifestFacts['flags']): readonly string[] {
  const advertised = canonicalAddress(flags['advertise-address'] ?? '');
  const service = firstAddressOf((flags['service-cluster-ip-range'] ?? '').split(',')[0] ?? '');
  return [advertised, service].filter((address) => address !== undefined);
}

/** `https://10.0.0.1:2379,https://node-1:2379` names two hosts. */
function hostsOf(urls: string | undefined): readonly string[] {
  return (urls ?? '')
    .split(',')
    .map((url) => /^https?:\/\/(\[[^\]]+\]|[^:/]+)/.exec(url.trim())?.[1])
    .filter((host) => host !== undefined)
    .map((host) => canonicalAddress(host) ?? host);
}

/** Names are compared without case, a wildcard stands for one label (RFC 6125 6.4). */
function covers({ dnsNames, ipAddresses }: Names, wanted: string): boolean {
  const address = canonicalAddress(wanted);
  if (address !== undefined) return ipAddresses.some((text) => canonicalAddress(text) === address);
  const name = wanted.toLowerCase();
  const parent = name.slice(name.indexOf('.') + 1);
  return dnsNames.some((dnsName) => dnsName.toLowerCase() === name || dnsName.toLowerCase() === `*.${parent}`);
}
