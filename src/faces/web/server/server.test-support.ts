import type { TestContext } from 'node:test';
import type { Overview } from '../../../core/overview/overview.ts';
import { translated } from '../../../core/language/translated.ts';
import { NOW, seenNode } from '../../../../test/overviews.ts';
import type { Address } from './address.ts';
import type { Credentials } from './credentials.ts';
import type { TlsMaterial } from './listen.ts';
import { serving } from './serving.ts';
import { sightsBoard } from './sights.ts';
import type { Site } from './site.ts';

const loopback: Address = { host: '127.0.0.1', port: 0, isLoopback: true };

/** A server over two nodes, one of them in a cluster with a name; `tell` is its next look. */
export async function served(
  t: TestContext,
  changes: Partial<Site> & { readonly credentials?: () => Credentials; readonly tls?: TlsMaterial } = {},
) {
  const { credentials = () => ({ clientCertificates: false }), tls, ...site } = changes;
  const sights = sightsBoard();
  const address = loopback;
  const server = await serving(
    {
      source: 'reports',
      version: '1.2.3',
      now: () => NOW,
      sights,
      metricsOf: async () => 'perennial_up 1\n',
      assets: async () => ({ html: '<!doctype html><title>page</title>', script: 'let page;', style: 'p{}' }),
      configuredLanguage: async () => undefined,
      translateInto: async (language) => (text) => translated(text, language),
      access: { loopbackOnly: true, credentials },
      ...site,
    },
    address,
    tls,
  );
  t.after(() => server.close());
  const show = (overview: Overview) => sights.tell({ kind: 'seen', at: NOW, overview });
  const origin = `${tls === undefined ? 'http' : 'https'}://127.0.0.1:${String(server.port)}`;
  return {
    ...server,
    origin,
    show,
    sights,
    get: (path: string, init?: RequestInit) => fetch(`${origin}${path}`, init),
  };
}

export const twoNodes: Overview = { takenAt: NOW, nodes: [seenNode('cp-1'), seenNode('cp-2', { cluster: 'prod' })] };
