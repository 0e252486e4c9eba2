import type { TestContext } from 'node:test';
import type { Overview } from '../../../core/overview/overview.ts';
import { translated } from '../../../core/language/translated.ts';
import { NOW, seenNode } from '../../../../test/overviews.ts';
import type { Address } from './address.ts';
import type { Credentials } from './credentials.ts';
import type { Failure } from './failure.ts';
import type { Patience, TlsMaterial } from './listen.ts';
import { serving } from './serving.ts';
import { sightsBoard } from './sights.ts';
import type { Site } from './site.ts';

const loopback: Address = { host: '127.0.0.1', port: 0, isLoopback: true };

const PAGE = '<!doctype html>\n<html lang="en"><style></style><div id="first"></div>';

interface Changes {
  readonly credentials?: () => Credentials;
  readonly tls?: TlsMaterial;
  readonly patience?: Patience;
}

/** A server over two nodes, one of them in a cluster with a name; `tell` is its next look. */
export async function served(t: TestContext, changes: Partial<Site> & Changes = {}) {
  const { credentials = () => ({ clientCertificates: false }), tls, patience, ...site } = changes;
  const failures: Failure[] = [];
  const sights = sightsBoard();
  const address = loopback;
  const server = await serving(
    {
      source: 'reports',
      version: '1.2.3',
      now: () => NOW,
      sights,
      configuredLanguage: async () => undefined,
      metricsOf: async () => ['perennial_up 1\n'],
      assets: async () => ({ html: PAGE, script: 'let page;', style: 'p{}' }),
      translateInto: async (language) => (text) => translated(text, language),
      access: { loopbackOnly: true, credentials },
      failed: (failure) => void failures.push(failure),
      ...site,
    },
    { address, tls, patience },
  );
  t.after(() => server.close());
  const show = (overview: Overview) => sights.tell({ kind: 'seen', at: NOW, overview });
  const origin = `${tls === undefined ? 'http' : 'https'}://127.0.0.1:${String(server.port)}`;
  return {
    ...server,
    origin,
    show,
    sights,
    failures,
    get: (path: string, init?: RequestInit) => fetch(`${origin}${path}`, init),
  };
}

export const twoNodes: Overview = { takenAt: NOW, nodes: [seenNode('cp-1'), seenNode('cp-2', { cluster: 'prod' })] };
