import { type Ask, type Reply, type Route, status } from './answer.ts';

interface ConfigMap {
  readonly metadata: Readonly<Record<string, unknown>> & { readonly name: string; readonly resourceVersion?: string };
}

const COLLECTION = '/api/v1/namespaces/perennial-system/configmaps';

/** The namespace perennial-system once somebody has made it, and its ConfigMaps, in memory. */
export function reportRoutes(): readonly Route[] {
  const kept = new Map<string, ConfigMap>();
  let [isMade, version] = [false, 2000];

  const stored = (given: ConfigMap, code: number): Reply => {
    version += 1;
    const { metadata } = given;
    const configMap = { ...given, metadata: { ...metadata, resourceVersion: String(version) } };
    kept.set(metadata.name, configMap);
    return { status: code, body: configMap };
  };
  const found = ({ parts: [name = ''] }: Ask): Reply => {
    const configMap = kept.get(name);
    return configMap === undefined ? notFound(`configmaps "${name}"`) : { status: 200, body: configMap };
  };
  const created = ({ body }: Ask): Reply => {
    if (!isMade) return notFound('namespaces "perennial-system"');
    const given = body as ConfigMap;
    return kept.has(given.metadata.name) ? status(409, 'AlreadyExists', 'it already exists') : stored(given, 201);
  };
  const replaced = ({ parts: [name = ''], body }: Ask): Reply => {
    const given = body as ConfigMap;
    const before = kept.get(name);
    if (before === undefined) return notFound(`configmaps "${name}"`);
    const isLast = given.metadata.resourceVersion === before.metadata.resourceVersion;
    return isLast ? stored(given, 200) : status(409, 'Conflict', 'the object has been modified');
  };
  const made = (): Reply => {
    isMade = true;
    return { status: 201, body: { kind: 'Namespace', apiVersion: 'v1', metadata: { name: 'perennial-system' } } };
  };
  const listed = (): Reply => ({
    status: 200,
    body: { kind: 'ConfigMapList', apiVersion: 'v1', items: [...kept.values()] },
  });

  return [
    { method: 'POST', path: /^[/]api[/]v1[/]namespaces$/, reply: made },
    { method: 'GET', path: new RegExp(`^${COLLECTION}$`), reply: listed },
    { method: 'POST', path: new RegExp(`^${COLLECTION}$`), reply: created },
    { method: 'GET', path: new RegExp(`^${COLLECTION}/([^/]+)$`), reply: found },
    { method: 'PUT', path: new RegExp(`^${COLLECTION}/([^/]+)$`), reply: replaced },
  ];
}

const notFound = (what: string): Reply => status(404, 'NotFound', `${what} not found`);
