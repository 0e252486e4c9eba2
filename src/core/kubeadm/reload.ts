import type { ProofCall } from '../plan/evidence.ts';
import { kubeadmCertificate } from './certificates.ts';
import { isAtLeast } from './version.ts';

/**
 * How a running process comes to use a changed file. `handshake`: at the next one on its port, at most so many seconds later;
 * `re-read`: by itself, once the file is that old, and `call` uses it; `restart`: only when it starts.
 */
export type Reload =
  | { readonly kind: 'restart' }
  | { readonly kind: 'handshake'; readonly withinSeconds: number }
  | { readonly kind: 're-read'; readonly intervalSeconds: number; readonly call: ProofCall };

/** By certificate, newest rule first; `from` is the Kubernetes version. Before the oldest rule only a restart helps. */
const rules: Readonly<Record<string, readonly { readonly from: string; readonly reload: Reload }[]>> = {
  // k8s.io/apiserver pkg/server/dynamiccertificates/dynamic_serving_content.go: fsnotify since v0.23.0 (commit 0737519ac), a
  // re-check every minute while that watch fails; v0.17.0 to v0.22 poll every 60 s and then rebuild what the listener serves.
  apiserver: [
    { from: '1.23', reload: { kind: 'handshake', withinSeconds: 75 } },
    { from: '1.17', reload: { kind: 'handshake', withinSeconds: 120 } },
  ],
  // k8s.io/client-go v0.18.0 transport.go, `ReloadTLSFiles`: read again for each new connection (cached 1 s); when that or the look
  // every five minutes finds a change, all connections to kubelets are closed.
  'apiserver-kubelet-client': [{ from: '1.18', reload: { kind: 're-read', intervalSeconds: 1, call: 'kubelet' } }],
  // etcd client/pkg/transport/listener.go `GetClientCertificate`: both files are read at each handshake, in every API server since
  // 1.9 (etcd client 3.2). Connections that are open keep the old one, which harms nothing.
  'apiserver-etcd-client': [{ from: '1.9', reload: { kind: 're-read', intervalSeconds: 1, call: 'etcd' } }],
  // k8s.io/kube-aggregator v0.19.0 pkg/apiserver/apiserver.go: the same file watcher as for `apiserver`; v0.18.0 reads it once.
  'front-proxy-client': [
    { from: '1.23', reload: { kind: 're-read', intervalSeconds: 2, call: 'aggregated' } },
    { from: '1.19', reload: { kind: 're-read', intervalSeconds: 75, call: 'aggregated' } },
  ],
  // etcd pkg/transport/listener.go since v3.2.0, without SNI (addresses) since 3.2.19 and 3.3.4 (etcd-io/etcd#9570): read at each
  // handshake. kubeadm's default was 3.2.24 by 1.12; an older one shows the old certificate and is restarted for that.
  'etcd-server': [{ from: '0.0', reload: { kind: 'handshake', withinSeconds: 5 } }],
  'etcd-peer': [{ from: '0.0', reload: { kind: 'handshake', withinSeconds: 5 } }],
  // k8s.io/client-go transport.go: credentials embedded as data are static in every version; kubeadm embeds them.
  'controller-manager.conf': [],
  'scheduler.conf': [],
  // pkg/kubelet/certificate/transport.go: looks every 10 s and closes all connections on change.
  'kubelet-client': [{ from: '0.0', reload: { kind: 're-read', intervalSeconds: 10, call: 'none' } }],
  // Gate ReloadKubeletServerCertificateFile, on since 1.31 (kubernetes/kubernetes#124574), the watcher of `apiserver`.
  'kubelet-server': [{ from: '1.31', reload: { kind: 'handshake', withinSeconds: 75 } }],
};

/** What a client reads each time it is started, no process holds: admin.conf, super-admin.conf, etcd-healthcheck-client. */
const readWhenUsed: Reload = { kind: 're-read', intervalSeconds: 0, call: 'none' };

/** How the process that holds this certificate adopts a new one, in this version of Kubernetes; unknown versions are restarted. */
export function reloadOf(name: string, version: string): Reload {
  if (!processHolds(name)) return readWhenUsed;
  const rule = (rules[name] ?? []).find(({ from }) => from === '0.0' || isAtLeast(version, from) === true);
  return rule?.reload ?? { kind: 'restart' };
}

/** Whether a process that runs on and on holds it, so that changing the file is not enough or has to be proved. */
export function processHolds(name: string): boolean {
  return kubeadmCertificate(name)?.component !== undefined || name === 'kubelet-client' || name === 'kubelet-server';
}
