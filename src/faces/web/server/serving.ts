import type { IncomingMessage } from 'node:http';
import { TLSSocket } from 'node:tls';
import { getRequestListener, type HttpBindings } from '@hono/node-server';
import type { Context } from 'hono';
import type { Address } from './address.ts';
import { doorkeeper, type Knock } from './doorkeeper.ts';
import { listen, type Listening, type TlsMaterial } from './listen.ts';
import type { Site } from './site.ts';
import { webApp } from './web-app.ts';

/** The site at an address, until it is closed. */
export async function serving(site: Site, address: Address, tls: TlsMaterial | undefined): Promise<Listening> {
  const app = webApp(site, { keeper: doorkeeper(site.access), knockOf });
  return await listen(address, tls, getRequestListener(app.fetch, { overrideGlobalObjects: false }));
}

function knockOf(context: Context): Knock {
  const { incoming } = context.env as HttpBindings;
  const { headers, socket } = incoming as IncomingMessage;
  return {
    method: incoming.method ?? '',
    url: incoming.url ?? '',
    path: context.req.path,
    host: headers.host ?? '',
    address: socket.remoteAddress ?? '',
    hasBody: headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0,
    authorization: headers.authorization,
    cookie: headers.cookie,
    certificate: socket instanceof TLSSocket && socket.authorized,
  };
}
