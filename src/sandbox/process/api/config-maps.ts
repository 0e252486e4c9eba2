import { readFileSync } from 'node:fs';
import { kubeadmConfigPath } from '../../node-paths.ts';
import { onDisk } from '../command-line.ts';
import { type Ask, type Reply, type Route, status } from './answer.ts';

const RESOURCE_VERSION = '271';

/** kubeadm-config by name, and lists and watches of config maps. A watch stays open until its timeout, or this process, ends. */
export function configMapRoutes(): readonly Route[] {
  const collection = '(?:/namespaces/kube-system)?/configmaps';
  return [
    { method: 'GET', path: new RegExp(`^/api/v1${collection}$`), reply: listed },
    { method: 'GET', path: /^[/]api[/]v1[/]namespaces[/]kube-system[/]configmaps[/]([^/]+)$/, reply: found },
  ];
}

function listed(ask: Ask): Reply | undefined {
  if (['1', 'true'].includes(ask.url.searchParams.get('watch') ?? '')) return watched(ask);
  const body = {
    kind: 'ConfigMapList',
    apiVersion: 'v1',
    metadata: { resourceVersion: RESOURCE_VERSION },
    items: [kubeadmConfig()],
  };
  return { status: 200, body };
}

function watched({ url, response }: Ask): undefined {
  response.writeHead(200, { 'content-type': 'application/json', 'transfer-encoding': 'chunked' });
  response.flushHeaders();
  if (!url.searchParams.has('resourceVersion')) {
    response.write(`${JSON.stringify({ type: 'ADDED', object: kubeadmConfig() })}\n`);
  }
  const seconds = Number(url.searchParams.get('timeoutSeconds') ?? 0);
  const timer = seconds > 0 ? setTimeout(() => response.end(), seconds * 1000) : undefined;
  response.on('close', () => clearTimeout(timer));
}

function found({ parts: [name] }: Ask): Reply {
  if (name === 'kubeadm-config') return { status: 200, body: kubeadmConfig() };
  return status(404, 'NotFound', `configmaps "${name}" not found`);
}

function kubeadmConfig() {
  return {
    kind: 'ConfigMap',
    apiVersion: 'v1',
    metadata: { name: 'kubeadm-config', namespace: 'kube-system', resourceVersion: RESOURCE_VERSION },
    data: { ClusterConfiguration: readFileSync(onDisk(kubeadmConfigPath), 'utf8') },
  };
}
