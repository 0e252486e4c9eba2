import { readFileSync } from 'node:fs';
import { kubernetesVersion } from '../../versions.ts';
import { type Flags, kubeletPort, nodeName, onDisk } from '../command-line.ts';
import { type Ask, type Reply, type Route, status } from './answer.ts';
import { freshCall, type Upstream } from './upstream.ts';

/** The one node, and the way through to its kubelet's /healthz with apiserver-kubelet-client. */
export function nodeRoutes(flag: Flags): readonly Route[] {
  const kubelet = kubeletOf(flag);
  return [
    { method: 'GET', path: /^[/]api[/]v1[/]nodes$/, reply: () => ({ status: 200, body: list() }) },
    {
      method: 'GET',
      path: /^[/]api[/]v1[/]nodes[/]([^/]+)$/,
      reply: (ask) => known(ask) ?? { status: 200, body: node() },
    },
    {
      method: 'GET',
      path: /^[/]api[/]v1[/]nodes[/]([^/]+)[/]proxy[/]healthz$/,
      reply: async (ask) => known(ask) ?? (await passedOn(kubelet)),
    },
  ];
}

/** No --kubelet-certificate-authority, as kubeadm has it: a kubelet's serving certificate is not verified. */
function kubeletOf(flag: Flags): Upstream {
  const paths = { cert: onDisk(flag('kubelet-client-certificate')), key: onDisk(flag('kubelet-client-key')) };
  return {
    url: `https://127.0.0.1:${kubeletPort()}/healthz`,
    credentials: () => ({ cert: readFileSync(paths.cert), key: readFileSync(paths.key), rejectUnauthorized: false }),
  };
}

async function passedOn(kubelet: Upstream): Promise<Reply> {
  return await freshCall(kubelet).catch((error: unknown) =>
    status(503, 'ServiceUnavailable', `error trying to reach service: ${String(error)}`),
  );
}

function known({ parts: [name] }: Ask): Reply | undefined {
  return name === nodeName() ? undefined : status(404, 'NotFound', `nodes "${name}" not found`);
}

const list = () => ({ kind: 'NodeList', apiVersion: 'v1', metadata: { resourceVersion: '1' }, items: [node()] });

function node() {
  return {
    kind: 'Node',
    apiVersion: 'v1',
    metadata: { name: nodeName(), labels: { 'node-role.kubernetes.io/control-plane': '' } },
    spec: {},
    status: {
      addresses: [
        { type: 'InternalIP', address: '127.0.0.1' },
        { type: 'Hostname', address: nodeName() },
      ],
      conditions: [{ type: 'Ready', status: 'True' }],
      daemonEndpoints: { kubeletEndpoint: { Port: kubeletPort() } },
      nodeInfo: { kubeletVersion: kubernetesVersion },
    },
  };
}
