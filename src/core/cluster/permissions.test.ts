import assert from 'node:assert/strict';
import { test } from 'node:test';
import { permissions, purposes } from './permissions.ts';
import { rolesFor } from './roles.ts';

const subject = { kind: 'ServiceAccount', name: 'perennial', namespace: 'perennial-system' } as const;

test('secrets are in no permission, and nothing is a wildcard but the list of APIs', () => {
  const text = JSON.stringify(rolesFor(purposes, subject));
  assert.doesNotMatch(text, /secret/i);
  assert.deepEqual(text.match(/[^"]*\*[^"]*/g), ['/apis/*']);
});

test('whoever only looks writes nothing; whoever reports writes in the own namespace, makes that, and posts Events', () => {
  const writing = permissions.filter(({ verbs }) => verbs.some((verb) => !['get', 'list', 'watch'].includes(verb)));
  assert.deepEqual(
    writing.filter(({ purpose }) => purpose === 'look'),
    [],
  );
  for (const one of writing.filter(({ purpose }) => purpose === 'report'))
    assert.ok(
      one.kind === 'resource' &&
        (one.namespace === 'perennial-system' || one.resource === 'namespaces' || one.group === 'events.k8s.io'),
    );
});

test('each role is bound where it is, to the subject alone', () => {
  const objects = rolesFor(['look', 'report'], subject);
  assert.deepEqual(
    objects.map(({ kind, metadata }) =>
      `${String(kind)} ${(metadata as { namespace?: string }).namespace ?? ''}`.trim(),
    ),
    [
      'Namespace',
      ...['ClusterRole', 'ClusterRoleBinding'],
      ...['Role kube-system', 'RoleBinding kube-system'],
      ...['Role kube-node-lease', 'RoleBinding kube-node-lease'],
      ...['Role perennial-system', 'RoleBinding perennial-system'],
      ...['Role default', 'RoleBinding default'],
    ],
  );
  assert.doesNotMatch(JSON.stringify(objects), /"namespaces"/, 'the namespace is among them');
  for (const { kind, subjects } of objects) if (String(kind).endsWith('Binding')) assert.deepEqual(subjects, [subject]);
});
