import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { parse, parseAllDocuments } from 'yaml';
import packageFacts from '../../package.json' with { type: 'json' };
import { policyOf } from '../../src/core/config/policy.ts';
import { PLAIN_CONFIG } from '../../src/core/schedule/daemonset.ts';

const repository = join(import.meta.dirname, '../..');
const yaml = <T>(path: string) => parse(readFileSync(join(repository, path), 'utf8')) as T;

test('the chart is of this version', () => {
  const { version, appVersion } = yaml<Record<string, string>>('deploy/helm/perennial/Chart.yaml');
  assert.deepEqual([version, appVersion], [packageFacts.version, packageFacts.version]);
});

test('chart and Kustomize base begin with the same configuration, and it is one', () => {
  assert.equal(yaml<{ config: string }>('deploy/helm/perennial/values.yaml').config, PLAIN_CONFIG);
  policyOf(PLAIN_CONFIG, 'config.yaml');
});

test('the Kustomize base lists every manifest there is', () => {
  const { resources } = yaml<{ resources: readonly string[] }>('deploy/kustomize/base/kustomization.yaml');
  assert.deepEqual(resources, ['namespace.yaml', 'service-account.yaml', 'rbac.yaml', 'config.yaml', 'daemonset.yaml']);
});

interface Role {
  readonly kind: string;
  readonly metadata: { readonly namespace?: string };
  readonly rules?: readonly { readonly resources?: readonly string[]; readonly verbs: readonly string[] }[];
}

const templates: Readonly<Record<string, string>> = {
  include: '    app: perennial',
  Release: '    namespace: elsewhere',
};

for (const path of ['deploy/kustomize/base/rbac.yaml', 'deploy/helm/perennial/templates/rbac.yaml']) {
  test(`${path} lets nobody do more than read outside of perennial-system, but for posting Events, and nowhere read a secret or reach a kubelet`, () => {
    const text = readFileSync(join(repository, path), 'utf8').replaceAll(
      /^.*\{\{.*(include|Release).*\}\}$/gm,
      (_, what: string) => templates[what] ?? '',
    );
    const roles = parseAllDocuments(text).map((one) => one.toJS() as Role);
    assert.ok(roles.filter(({ rules }) => rules !== undefined).length > 2);
    for (const { metadata, rules = [] } of roles) {
      for (const { resources = [], verbs } of rules) {
        const writes = verbs.some((verb) => !['get', 'list', 'watch'].includes(verb));
        const writesWhat = `${metadata.namespace ?? ''} ${resources.join()} ${verbs.join()}`;
        const isOwn = metadata.namespace === 'perennial-system' && resources.join() === 'configmaps';
        assert.ok(!writes || isOwn || writesWhat === 'default events create', writesWhat);
        assert.doesNotMatch([...resources, ...verbs].join(), /secrets|\*|pods\/|nodes\/|escalate|bind|impersonate/);
      }
    }
  });
}
