import { nodeName, onDisk } from '../command-line.ts';
import type { StaticPod } from '../runtime/static-pod.ts';
import type { Ask, Reply, Route } from './answer.ts';

/** Mirror pods of the manifests. That they run is the runtime's to say; this server, like the real one, may be behind. */
export function podRoutes(): readonly Route[] {
  return [{ method: 'GET', path: /^[/]api[/]v1(?:[/]namespaces[/]kube-system)?[/]pods$/, reply: listed }];
}

async function listed({ url }: Ask): Promise<Reply> {
  // Loaded when asked for: it brings the YAML library.
  const { readStaticPods } = await import('../runtime/static-pod.ts');
  const selector = url.searchParams.get('labelSelector') ?? '';
  const wanted = selector === '' ? [] : selector.split(',').map((term) => term.split(/==?/));
  const items = readStaticPods(onDisk('/etc/kubernetes/manifests'))
    .filter(({ labels }) => wanted.every(([name = '', value]) => labels[name] === value))
    .map(mirrorPod);
  return { status: 200, body: { kind: 'PodList', apiVersion: 'v1', metadata: { resourceVersion: '1' }, items } };
}

function mirrorPod({ name, uid, labels, annotations, container: { image } }: StaticPod) {
  return {
    metadata: {
      name: `${name}-${nodeName()}`,
      namespace: 'kube-system',
      labels,
      annotations: { ...annotations, 'kubernetes.io/config.hash': uid, 'kubernetes.io/config.source': 'file' },
    },
    spec: { nodeName: nodeName(), containers: [{ name, image }] },
    status: { phase: 'Running', containerStatuses: [{ name, image, ready: true, restartCount: 0 }] },
  };
}
