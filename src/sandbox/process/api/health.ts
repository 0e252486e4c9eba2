import { readFileSync } from 'node:fs';
import { type Flags, onDisk } from '../command-line.ts';
import type { Ask, Reply, Route } from './answer.ts';
import { freshCall, keptCalls, type Upstream, type UpstreamAnswer } from './upstream.ts';

/**
 * /livez, /readyz, /healthz and their etcd check. The whole check asks etcd over the connection that is there; the etcd check by
 * itself makes a new one, so that it shows whether apiserver-etcd-client is accepted now.
 */
export function healthRoutes(flag: Flags): readonly Route[] {
  const etcd = etcdOf(flag);
  const kept = keptCalls(etcd);
  return [
    { method: 'GET', path: /^[/]livez$/, open: true, reply: () => ({ status: 200, body: 'ok' }) },
    { method: 'GET', path: /^[/](?:readyz|healthz)$/, open: true, reply: (ask) => health(ask, kept) },
    {
      method: 'GET',
      path: /^[/](?:readyz|livez|healthz)[/]etcd$/,
      open: true,
      reply: (ask) => health(ask, () => freshCall(etcd)),
    },
  ];
}

function etcdOf(flag: Flags): Upstream {
  const [paths, ca] = [
    { cert: onDisk(flag('etcd-certfile')), key: onDisk(flag('etcd-keyfile')) },
    readFileSync(onDisk(flag('etcd-cafile'))),
  ];
  return {
    url: `${flag('etcd-servers')}/health`,
    credentials: () => ({ cert: readFileSync(paths.cert), key: readFileSync(paths.key), ca }),
  };
}

async function health({ url }: Ask, etcd: () => Promise<UpstreamAnswer>): Promise<Reply> {
  const reason = await etcd().then(
    ({ status }) => (status === 200 ? undefined : `etcd answered ${status}`),
    (error: unknown) => String(error),
  );
  const lines = ['[+]ping ok', reason === undefined ? '[+]etcd ok' : `[-]etcd failed: ${reason}`];
  if (reason !== undefined) return { status: 500, body: `${lines.join('\n')}\nreadyz check failed\n` };
  return { status: 200, body: url.searchParams.has('verbose') ? `${lines.join('\n')}\nreadyz check passed\n` : 'ok' };
}
