import { kubernetesVersion } from '../../versions.ts';
import type { Flags } from '../command-line.ts';
import type { Ask, Route } from './answer.ts';
import { configMapRoutes } from './config-maps.ts';
import { eventRoutes } from './events.ts';
import { healthRoutes } from './health.ts';
import { leaseRoutes } from './leases.ts';
import { nodeRoutes } from './nodes.ts';
import { podRoutes } from './pods.ts';
import { reportRoutes } from './reports.ts';

/** All that the sandbox's API server answers. */
export function routesOf(flag: Flags): readonly Route[] {
  return [
    { method: 'GET', path: /^[/]version[/]?$/, open: true, reply: () => ({ status: 200, body: versionAnswer() }) },
    ...healthRoutes(flag),
    ...leaseRoutes(),
    ...configMapRoutes(),
    ...nodeRoutes(flag),
    ...podRoutes(),
    ...reportRoutes(),
    ...eventRoutes(),
    { method: 'GET', path: /^[/]apis[/]apiregistration[.]k8s[.]io[/]v1[/]apiservices$/, reply: noApiServices },
  ];
}

function versionAnswer() {
  const [major, minor] = kubernetesVersion.slice(1).split('.');
  return {
    major,
    minor,
    gitVersion: kubernetesVersion,
    platform: `linux/${process.arch === 'x64' ? 'amd64' : process.arch}`,
  };
}

/** No aggregated API: nothing uses front-proxy-client. */
function noApiServices({ url }: Ask) {
  const [, , group, version] = url.pathname.split('/');
  const body = {
    kind: 'APIServiceList',
    apiVersion: `${group}/${version}`,
    metadata: { resourceVersion: '1' },
    items: [],
  };
  return { status: 200, body };
}
