import { type Permission, permissions, type Purpose } from './permissions.ts';
import { REPORTS_NAMESPACE } from './published-place.ts';

/** Who is given the roles. */
export type RoleSubject =
  | { readonly kind: 'User'; readonly name: string }
  | { readonly kind: 'ServiceAccount'; readonly name: string; readonly namespace: string };

type Json = Readonly<Record<string, unknown>>;

/** The objects that let `subject` do what these purposes need, and nothing else: a ClusterRole, a Role in each namespace, bindings. */
export function rolesFor(wanted: readonly Purpose[], subject: RoleSubject): readonly Json[] {
  const grants = grantsFor(wanted);
  return [
    ...(grants.some(({ namespace }) => namespace === REPORTS_NAMESPACE) ? [namespaceObject] : []),
    ...grants.flatMap((grant) => [roleOf(grant), bindingOf(grant, subject)]),
  ];
}

/** What is given in one namespace, or, without one, in the whole cluster. */
export interface Grant {
  readonly namespace: string | undefined;
  readonly given: readonly Permission[];
}

/** The namespace of the reports is applied together with the roles, so nobody is given the right to make namespaces. */
export function grantsFor(wanted: readonly Purpose[]): readonly Grant[] {
  const given = permissions.filter((one) => wanted.includes(one.purpose) && !makesNamespaces(one));
  const byNamespace = Map.groupBy(given, (one) => (one.kind === 'resource' ? one.namespace : undefined));
  return [...byNamespace].map(([namespace, some]) => ({ namespace, given: some }));
}

const makesNamespaces = (one: Permission): boolean => one.kind === 'resource' && one.resource === 'namespaces';

const name = 'perennial';
const labels = { 'app.kubernetes.io/name': name };
const apiGroup = 'rbac.authorization.k8s.io';
const apiVersion = `${apiGroup}/v1`;

const namespaceObject: Json = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: REPORTS_NAMESPACE, labels } };

export function roleOf({ namespace, given }: Grant): Json {
  return { apiVersion, kind: roleKind(namespace), metadata: metadataIn(namespace), rules: given.map(ruleOf) };
}

export function bindingOf({ namespace }: Grant, subject: RoleSubject): Json {
  const kind = roleKind(namespace);
  const bound = subject.kind === 'User' ? { apiGroup, ...subject } : { ...subject };
  return {
    apiVersion,
    kind: `${kind}Binding`,
    metadata: metadataIn(namespace),
    roleRef: { apiGroup, kind, name },
    subjects: [bound],
  };
}

const roleKind = (namespace: string | undefined) => (namespace === undefined ? 'ClusterRole' : 'Role');
const metadataIn = (namespace: string | undefined): Json => ({
  name,
  ...(namespace !== undefined && { namespace }),
  labels,
});

function ruleOf(permission: Permission): Json {
  const verbs = [...permission.verbs];
  if (permission.kind === 'path') return { nonResourceURLs: [...permission.paths], verbs };
  const { group, resource, names } = permission;
  return { apiGroups: [group], resources: [resource], ...(names && { resourceNames: [...names] }), verbs };
}
