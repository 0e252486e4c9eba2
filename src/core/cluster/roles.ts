import { type Permission, permissions, type Purpose } from './permissions.ts';
import { REPORTS_NAMESPACE } from './published-place.ts';

/** Who is given the roles. */
export type RoleSubject =
  | { readonly kind: 'User'; readonly name: string }
  | { readonly kind: 'ServiceAccount'; readonly name: string; readonly namespace: string };

type Json = Readonly<Record<string, unknown>>;

/** The objects that let `subject` do what these purposes need, and nothing else: a ClusterRole, a Role in each namespace, bindings. */
export function rolesFor(wanted: readonly Purpose[], subject: RoleSubject, name = 'perennial'): readonly Json[] {
  const given = permissions.filter(({ purpose }) => wanted.includes(purpose));
  const byNamespace = Map.groupBy(given, (one) => (one.kind === 'resource' ? one.namespace : undefined));
  const namespaces = [...byNamespace.keys()];
  return [
    ...(namespaces.includes(REPORTS_NAMESPACE) ? [namespaceObject] : []),
    ...namespaces.flatMap((namespace) => {
      const rules = (byNamespace.get(namespace) ?? []).map(ruleOf);
      return roleAndBinding({ name, namespace, rules, subject });
    }),
  ];
}

const namespaceObject: Json = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: REPORTS_NAMESPACE } };

function ruleOf(permission: Permission): Json {
  const verbs = [...permission.verbs];
  if (permission.kind === 'path') return { nonResourceURLs: [...permission.paths], verbs };
  const { group, resource, names } = permission;
  return { apiGroups: [group], resources: [resource], ...(names && { resourceNames: [...names] }), verbs };
}

function roleAndBinding({
  name,
  namespace,
  rules,
  subject,
}: {
  readonly name: string;
  readonly namespace: string | undefined;
  readonly rules: readonly Json[];
  readonly subject: RoleSubject;
}): readonly Json[] {
  const apiVersion = 'rbac.authorization.k8s.io/v1';
  const kind = namespace === undefined ? 'ClusterRole' : 'Role';
  const metadata = { name, ...(namespace !== undefined && { namespace }) };
  const roleRef = { apiGroup: 'rbac.authorization.k8s.io', kind, name };
  const bound = subject.kind === 'User' ? { apiGroup: 'rbac.authorization.k8s.io', ...subject } : { ...subject };
  return [
    { apiVersion, kind, metadata, rules },
    { apiVersion, kind: `${kind}Binding`, metadata, roleRef, subjects: [bound] },
  ];
}
