import type { IncomingMessage, RequestListener } from 'node:http';

interface Kept {
  readonly metadata: Readonly<Record<string, unknown>>;
  readonly data: Readonly<Record<string, string>>;
}

/** The namespace perennial-system as etcd holds it. */
export interface KeptConfigMaps {
  namespace: boolean;
  version: number;
  readonly objects: Map<string, Kept>;
  /** Called before a write is looked at: somebody else may be quicker. */
  beforeWrite?: () => void;
  /** Answers the next request instead. */
  once?: readonly [status: number, body: unknown];
}

type Given = readonly [status: number, body: unknown];
const folder = '/api/v1/namespaces/perennial-system/configmaps';

/** ConfigMaps as real API servers keep them: 404 without a namespace, 409 for an old resourceVersion and for what is there already. */
export function configMapAnswers(kept: KeptConfigMaps): RequestListener {
  return (request, response) => {
    void bodyOf(request).then((text) => {
      const { once } = kept;
      delete kept.once;
      const { pathname, searchParams } = new URL(request.url ?? '/', 'https://localhost');
      if (request.method !== 'GET') kept.beforeWrite?.();
      const asked = { method: request.method ?? '', path: pathname, selector: searchParams.get('labelSelector') ?? '' };
      const [status, body] = once ?? answerTo(asked, text, kept);
      response.writeHead(status).end(typeof body === 'string' ? body : JSON.stringify(body));
    });
  };
}

interface Asked {
  readonly method: string;
  readonly path: string;
  readonly selector: string;
}

function answerTo({ method, path, selector }: Asked, text: string, kept: KeptConfigMaps): Given {
  const name = path.startsWith(`${folder}/`) ? path.slice(folder.length + 1) : undefined;
  const found = name === undefined ? undefined : kept.objects.get(name);
  if (method === 'POST' && path === '/api/v1/namespaces') {
    if (kept.namespace) return refusal(409, 'AlreadyExists');
    kept.namespace = true;
    return [201, { kind: 'Namespace' }];
  }
  if (method === 'GET' && path === folder) return [200, { kind: 'ConfigMapList', items: selected(selector, kept) }];
  if (method === 'GET') return found === undefined ? refusal(404, 'NotFound') : [200, found];
  const given = JSON.parse(text) as Kept & { readonly metadata: { readonly name: string } };
  if (!kept.namespace) return refusal(404, 'NotFound');
  if (method === 'POST')
    return kept.objects.has(given.metadata.name) ? refusal(409, 'AlreadyExists') : stored(given, kept);
  if (found === undefined) return refusal(404, 'NotFound');
  return given.metadata['resourceVersion'] === found.metadata['resourceVersion']
    ? stored(given, kept)
    : refusal(409, 'Conflict');
}

function stored(given: Kept & { readonly metadata: { readonly name: string } }, kept: KeptConfigMaps): Given {
  kept.version += 1;
  const object = { ...given, metadata: { ...given.metadata, resourceVersion: String(kept.version) } };
  kept.objects.set(given.metadata.name, object);
  return [200, object];
}

function selected(selector: string, { objects }: KeptConfigMaps): readonly Kept[] {
  const wanted = selector.split(',').map((pair) => pair.split('='));
  return [...objects.values()].filter(({ metadata }) => {
    const labels = (metadata['labels'] ?? {}) as Readonly<Record<string, string>>;
    return wanted.every(([label = '', value]) => labels[label] === value);
  });
}

const refusal = (status: number, reason: string): Given => [status, { kind: 'Status', reason, message: reason }];

async function bodyOf(request: IncomingMessage): Promise<string> {
  const pieces: Buffer[] = [];
  for await (const piece of request as AsyncIterable<Buffer>) pieces.push(piece);
  return Buffer.concat(pieces).toString('utf8');
}
