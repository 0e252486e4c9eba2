import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { parse, stringify } from 'yaml';
import { certificateNames } from '../../../src/core/kubeadm/certificates.ts';
import { assertSucceeds, credentialOf } from './credentials.ts';
import { kubeadmVersions } from './kubeadm-binary.ts';
import { CONFIG, copiedNode, type KubeadmNode, removed } from './kubeadm-node.ts';
import { type KubeadmLayout, layoutsOf } from './layouts.ts';
import { madeNode } from './made-node.ts';
import { assertSameBytes, assertSameFields } from './same-certificate.ts';

/** As far as kubeadm and we write it. */
interface Kubeconfig {
  readonly clusters: readonly Named[];
  readonly contexts: readonly Named[];
  readonly users: readonly (Named & { readonly user?: Readonly<Record<string, string>> })[];
  readonly [other: string]: unknown;
}

interface Named {
  readonly name: string;
  readonly [body: string]: unknown;
}

/** What people make of a kubeconfig: the same text, another one that says more, or one that says the same otherwise. */
const edits: Readonly<Record<string, (text: string, node: KubeadmNode) => string>> = {
  'another cluster in it': (text) => stringify(withAnotherCluster(parse(text) as Kubeconfig)),
  'comments and JSON in it': (text) =>
    `# the administrator's\n${JSON.stringify(parse(text), undefined, 2)}\n# keep it safe\n`,
  'the trust of another authority in it': (text, { root }) =>
    text.replace(/(?<=certificate-authority-data: ).*/, base64Of(join(root, '/etc/kubernetes/pki/etcd/ca.crt'))),
};

for (const version of kubeadmVersions()) {
  for (const layout of layoutsOf(version).filter(isPlain)) {
    describe(`kubeadm ${version}, ${layout.name}`, () => {
      let made: KubeadmNode;
      before(async () => {
        made = await madeNode(version, layout);
      });
      after(() => removed(made));

      for (const name of certificateNames.filter((one) => one.endsWith('.conf'))) {
        test(`and we make the same certificate and the same text of ${name}`, async (context) => {
          const [theirs, ours] = [copiedNode(context, made), copiedNode(context, made)];
          await renewedByBoth(name, theirs, ours);
          assertSameCertificates(name, { made, theirs, ours }, layout);
          assert.equal(withoutCredential(textOf(ours, name)), withoutCredential(textOf(theirs, name)));
          assert.notEqual(textOf(ours, name), textOf(made, name));
        });
      }

      for (const [what, edit] of Object.entries(edits)) {
        test(`and we say the same in an admin.conf with ${what}`, async (context) => {
          const [theirs, ours] = [copiedNode(context, made), copiedNode(context, made)];
          for (const { root } of [theirs, ours]) {
            writeFileSync(pathOf(root, 'admin.conf'), edit(textOf(made, 'admin.conf'), made));
          }
          await renewedByBoth('admin.conf', theirs, ours);
          assertSameCertificates('admin.conf', { made, theirs, ours }, layout);
          assert.deepEqual(contentOf(textOf(ours, 'admin.conf')), contentOf(textOf(theirs, 'admin.conf')));
        });
      }
    });
  }
}

async function renewedByBoth(name: string, theirs: KubeadmNode, ours: KubeadmNode): Promise<void> {
  await theirs.kubeadm('certs', 'renew', name, '--config', CONFIG);
  const config = ['--kubeadm-config', join(ours.root, CONFIG)];
  const { status, err } = await ours.perennial('renew', name, '--yes', ...config);
  assert.equal(status, 0, err);
}

function assertSameCertificates(
  name: string,
  nodes: Readonly<Record<'made' | 'theirs' | 'ours', KubeadmNode>>,
  layout: KubeadmLayout,
): void {
  const old = credentialOf(nodes.made.root, layout, name);
  const theirs = credentialOf(nodes.theirs.root, layout, name);
  const ours = credentialOf(nodes.ours.root, layout, name);
  assertSameBytes({ theirs: theirs.certificate, old: old.certificate, signer: old.authority });
  assertSameFields(ours.certificate, theirs.certificate);
  assertSucceeds(ours, old);
  assert.equal(ours.certificate.key.algorithm, theirs.certificate.key.algorithm);
}

/** The default, and the one that is quickly made. */
function isPlain({ name }: KubeadmLayout): boolean {
  return ['with RSA-2048 keys', 'with ECDSA-P256 keys'].includes(name);
}

function withAnotherCluster(kubeconfig: Kubeconfig): Kubeconfig {
  const context = { cluster: 'another', user: 'somebody', namespace: 'default' };
  return {
    ...kubeconfig,
    clusters: [{ name: 'another', cluster: { server: 'https://192.0.2.1:6443' } }, ...kubeconfig.clusters],
    contexts: [{ name: 'another', context }, ...kubeconfig.contexts],
    users: [...kubeconfig.users, { name: 'somebody', user: { token: 'not-a-secret' } }],
  };
}

function withoutCredential(text: string): string {
  return text.replace(/(?<=client-(certificate|key)-data: ).+/g, '');
}

/** What a kubeconfig says, whatever its order: kubeadm sorts the lists, and older versions add empty preferences. */
function contentOf(text: string): unknown {
  const { clusters, contexts, users, ...others } = parse(text) as Kubeconfig;
  const byName = <T extends Named>(list: readonly T[]) => list.toSorted((one, two) => (one.name < two.name ? -1 : 1));
  const hidden = users.map(({ name, user = {} }) => ({
    name,
    user: Object.fromEntries(Object.entries(user).map(([key, value]) => [key, key.startsWith('client-') ? '' : value])),
  }));
  const lists = { clusters: byName(clusters), contexts: byName(contexts), users: byName(hidden) };
  return { ...others, preferences: others['preferences'] ?? {}, ...lists };
}

function textOf({ root }: KubeadmNode, name: string): string {
  return readFileSync(pathOf(root, name), 'utf8');
}

function pathOf(root: string, name: string): string {
  return join(root, '/etc/kubernetes', name);
}

function base64Of(path: string): string {
  return readFileSync(path).toString('base64');
}
