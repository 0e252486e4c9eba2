import { randomUUID } from 'node:crypto';
import { type Ask, type Reply, type Route, status } from './answer.ts';

/** A Lease as far as this server looks into it. */
interface Lease {
  readonly metadata: { readonly name: string; readonly resourceVersion: string };
  readonly spec: Readonly<Record<string, unknown>>;
}

type Json = Readonly<Record<string, unknown>>;

interface Operation {
  readonly op: 'add' | 'replace' | 'remove' | 'test';
  readonly path: string;
  readonly value?: unknown;
}

const COLLECTION = '/apis/coordination[.]k8s[.]io/v1/namespaces/kube-system/leases';

/** Leases of kube-system, in memory, with optimistic concurrency: a write with another resourceVersion is a conflict. */
export function leaseRoutes(): readonly Route[] {
  const leases = new Map<string, Lease>();
  let version = 1000;

  const stored = (name: string, { spec }: { readonly spec?: unknown }, before?: Lease): Reply => {
    version += 1;
    const metadata = {
      uid: randomUUID(),
      creationTimestamp: new Date().toISOString(),
      ...before?.metadata,
      name,
      namespace: 'kube-system',
      resourceVersion: String(version),
    };
    const lease = { apiVersion: 'coordination.k8s.io/v1', kind: 'Lease', metadata, spec: (spec ?? {}) as Json };
    leases.set(name, lease);
    return { status: before === undefined ? 201 : 200, body: lease };
  };

  const created = ({ body }: Ask): Reply => {
    const { name } = (body as Lease).metadata;
    if (leases.has(name)) return status(409, 'AlreadyExists', `leases.coordination.k8s.io "${name}" already exists`);
    return stored(name, body as Lease);
  };

  const changed = (change: (before: Lease, body: unknown) => Lease | undefined) => {
    return ({ parts: [name = ''], body }: Ask): Reply => {
      const before = leases.get(name);
      if (before === undefined) return notFound(name);
      const after = change(before, body);
      if (after === undefined) return status(422, 'Invalid', `the server rejected our request due to an error`);
      const wanted = after.metadata.resourceVersion;
      if (wanted !== before.metadata.resourceVersion) return conflict(name);
      return stored(name, after, before);
    };
  };

  const found = ({ parts: [name = ''] }: Ask): Reply => {
    const lease = leases.get(name);
    return lease === undefined ? notFound(name) : { status: 200, body: lease };
  };

  return [
    { method: 'GET', path: new RegExp(`^${COLLECTION}/([^/]+)$`), reply: found },
    { method: 'POST', path: new RegExp(`^${COLLECTION}$`), reply: created },
    { method: 'PUT', path: new RegExp(`^${COLLECTION}/([^/]+)$`), reply: changed(replaced) },
    { method: 'PATCH', path: new RegExp(`^${COLLECTION}/([^/]+)$`), reply: changed(patched) },
  ];
}

const notFound = (name: string) => status(404, 'NotFound', `leases.coordination.k8s.io "${name}" not found`);
const conflict = (name: string) =>
  status(
    409,
    'Conflict',
    `Operation cannot be fulfilled on leases.coordination.k8s.io "${name}": the object has been modified`,
  );

/** A body without resourceVersion replaces whatever is there. */
function replaced(before: Lease, body: unknown): Lease {
  const after = body as Lease;
  return { ...after, metadata: { ...before.metadata, ...after.metadata } };
}

/** A JSON patch (RFC 6902: an array) or a merge patch (RFC 7396). `undefined` where a `test` does not hold. */
function patched(before: Lease, body: unknown): Lease | undefined {
  if (!Array.isArray(body)) return merged(before, body) as Lease;
  const after = structuredClone(before) as unknown as Record<string, unknown>;
  for (const { op, path, value } of body as readonly Operation[]) {
    const [last = '', ...above] = path.slice(1).split('/').reverse();
    const parent = above.reduceRight((node, part) => node[part] as Record<string, unknown>, after);
    if (op === 'test' && parent[last] !== value) return undefined;
    if (op === 'remove') delete parent[last];
    if (op === 'add' || op === 'replace') parent[last] = value;
  }
  return after as unknown as Lease;
}

function merged(before: unknown, patch: unknown): unknown {
  if (typeof patch !== 'object' || patch === null || Array.isArray(patch)) return patch;
  const after: Record<string, unknown> = typeof before === 'object' && before !== null ? { ...before } : {};
  for (const [name, value] of Object.entries(patch)) {
    if (value === null) delete after[name];
    else after[name] = merged(after[name], value);
  }
  return after;
}
