import { hostOf } from '../https-address.ts';
import type { Endpoint, Layout } from '../inventory.ts';
import type { Component, Path } from '../names.ts';
import type { HealthCheck } from '../plan/plan.ts';
import { flagPath } from './manifest.ts';

/** A port, and the leaf it should serve; without one the component makes its own in memory. */
export interface ExpectedEndpoint {
  readonly endpoint: Endpoint;
  readonly leaf?: string;
}

/** Where the kubelet's configuration makes it listen. */
export interface KubeletAddress {
  readonly host: string;
  /** 0: not at all. */
  readonly port: number;
}

const defaultKubelet: KubeletAddress = { host: '127.0.0.1', port: 10250 };

/** Every port of this control plane that presents a certificate, as the flags of its manifests say. */
export function endpointsOf(layout: Layout, kubelet: KubeletAddress = defaultKubelet): readonly ExpectedEndpoint[] {
  return [
    ...apiServerEndpoints(layout),
    ...etcdEndpoints(layout, 'listen-client-urls', 'etcd-server'),
    ...etcdEndpoints(layout, 'listen-peer-urls', 'etcd-peer'),
    ...(kubelet.port === 0
      ? []
      : [{ endpoint: { component: 'kubelet' as const, ...kubelet }, leaf: 'kubelet-server' }]),
    ...ownServing(layout, 'kube-controller-manager'),
    ...ownServing(layout, 'kube-scheduler'),
  ];
}

/**
 * Where a component says how it is, as kubeadm's probes ask it (cmd/kubeadm/app/util/staticpod/utils.go): API server /readyz,
 * etcd plain HTTP on its metrics port, controller manager and scheduler /healthz. Probes verify no certificate.
 */
export function healthCheckOf(layout: Layout, component: Component): HealthCheck {
  switch (component) {
    case 'kube-apiserver':
      return { scheme: 'https', ...apiServerAddress(layout), path: '/readyz' };
    case 'etcd':
      return etcdHealth(layout);
    case 'kube-controller-manager':
    case 'kube-scheduler':
      return { scheme: 'https', ...bound(layout, component), path: '/healthz' };
    case 'kubelet':
      return { scheme: 'http', host: '127.0.0.1', port: 10248, path: '/healthz' };
  }
}

/** The second handshake shows the API server's certificate for its calls to itself, which lives in memory and runs out unseen. */
function apiServerEndpoints(layout: Layout): readonly ExpectedEndpoint[] {
  if (!isHere(layout, 'kube-apiserver')) return [];
  const endpoint = { component: 'kube-apiserver' as const, ...apiServerAddress(layout) };
  return [{ endpoint, leaf: 'apiserver' }, { endpoint: { ...endpoint, serverName: 'apiserver-loopback-client' } }];
}

function apiServerAddress(layout: Layout): { readonly host: string; readonly port: number } {
  const listens = flagPath(layout.manifests, 'kube-apiserver', 'bind-address');
  const advertised = flagPath(layout.manifests, 'kube-apiserver', 'advertise-address');
  const host = listens !== undefined && !isWildcard(listens) ? listens : (advertised ?? '127.0.0.1');
  return { host, port: portFlag(layout, 'kube-apiserver', 6443) };
}

function etcdEndpoints(layout: Layout, flag: string, leaf: string): readonly ExpectedEndpoint[] {
  const urls = urlsIn(flagPath(layout.manifests, 'etcd', flag));
  return urls
    .filter(({ protocol }) => protocol === 'https:')
    .map((url) => ({ endpoint: { component: 'etcd', ...addressIn(url) }, leaf }));
}

function etcdHealth(layout: Layout): HealthCheck {
  const metrics = urlsIn(flagPath(layout.manifests, 'etcd', 'listen-metrics-urls'));
  const url = metrics.find(({ protocol }) => protocol === 'http:') ?? metrics[0];
  if (url === undefined) return { scheme: 'http', host: '127.0.0.1', port: 2381, path: '/health' };
  return { scheme: url.protocol === 'http:' ? 'http' : 'https', ...addressIn(url), path: '/health' };
}

/** Without `tls-cert-file` (kubeadm gives none) the certificate is self-signed, in memory. */
function ownServing(
  layout: Layout,
  component: 'kube-controller-manager' | 'kube-scheduler',
): readonly ExpectedEndpoint[] {
  if (!isHere(layout, component)) return [];
  const { host, port } = bound(layout, component);
  if (port === 0) return [];
  const leaf: Path | undefined = flagPath(layout.manifests, component, 'tls-cert-file');
  return [{ endpoint: { component, host, port }, ...(leaf === undefined ? {} : { leaf }) }];
}

function bound(
  layout: Layout,
  component: 'kube-controller-manager' | 'kube-scheduler',
): { readonly host: string; readonly port: number } {
  const listens = flagPath(layout.manifests, component, 'bind-address') ?? '127.0.0.1';
  const port = portFlag(layout, component, component === 'kube-scheduler' ? 10259 : 10257);
  return { host: isWildcard(listens) ? '127.0.0.1' : listens, port };
}

function portFlag(layout: Layout, component: Component, otherwise: number): number {
  const port = Number(flagPath(layout.manifests, component, 'secure-port') ?? otherwise);
  return Number.isInteger(port) && port >= 0 && port < 65536 ? port : otherwise;
}

function urlsIn(list: string | undefined): readonly URL[] {
  return (list ?? '').split(',').flatMap((text) => URL.parse(text.trim()) ?? []);
}

function addressIn(url: URL): { readonly host: string; readonly port: number } {
  const host = hostOf(url);
  // etcd demands a port in every URL; one that URL leaves out is the scheme's own.
  const port = url.port === '' ? (url.protocol === 'https:' ? 443 : 80) : Number(url.port);
  return { host: isWildcard(host) ? '127.0.0.1' : host, port };
}

const isHere = (layout: Layout, component: Component): boolean =>
  layout.manifests.some((manifest) => manifest.component === component);

const isWildcard = (host: string): boolean => host === '0.0.0.0' || host === '::' || host === '[::]' || host === '';
