import { TLSSocket } from 'node:tls';
import { getRequestListener, type HttpBindings } from '@hono/node-server';
import type { Context } from 'hono';
import { doorkeeper, type Knock } from './doorkeeper.ts';
import { listen, type Listener, type Listening } from './listen.ts';
import type { Site } from './site.ts';
import { webApp } from './web-app.ts';

/** The site at an address, until it is closed. */
export async function serving(
  site: Site,
  { address, tls, patience }: Pick<Listener, 'address' | 'tls' | 'patience'>,
): Promise<Listening> {
  const closing = new AbortController();
  const app = webApp(site, { keeper: doorkeeper(site.access), knockOf, hangUp, closing: closing.signal });
  const answer = getRequestListener(app.fetch, { overrideGlobalObjects: false });
  const listening = await listen({ address, tls, patience }, (request, response) => void answer(request, response));
  return {
    ...listening,
    close: async () => {
      closing.abort();
      await listening.close();
    },
  };
}

const hangUp = (context: Context): void => void (context.env as HttpBindings).outgoing.destroy();

function knockOf(context: Context): Knock {
  const { incoming } = context.env as HttpBindings;
  const { headers, socket } = incoming;
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
