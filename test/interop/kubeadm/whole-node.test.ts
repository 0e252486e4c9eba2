import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { kubeadmCertificate } from '../../../src/core/kubeadm/certificates.ts';
import { assertSucceeds, credentialOf, type Credential } from './credentials.ts';
import { kubeadmVersions } from './kubeadm-binary.ts';
import { CONFIG, type KubeadmNode, removed } from './kubeadm-node.ts';
import { certificatesIn, type KubeadmLayout, layoutsOf, renewableIn } from './layouts.ts';
import { madeNode } from './made-node.ts';
import { attributesOf, changedFiles, nodeFiles } from './node-files.ts';

// Each node goes from hand to hand, in this order: kubeadm makes it, perennial renews it, kubeadm renews that, perennial looks.
describe('a whole node', { concurrency: 2 }, () => {
  const all = kubeadmVersions().flatMap((version) => layoutsOf(version).map((layout) => ({ version, layout })));
  for (const { version, layout } of all) {
    describe(`that kubeadm ${version} made ${layout.name}`, { concurrency: 1 }, () => {
      let node: KubeadmNode;
      before(async () => {
        node = await madeNode(version, layout);
      });
      after(() => removed(node));

      test('perennial finds nothing wrong with what kubeadm made', () => nothingIsWrong(node, layout));
      test('perennial renews it, and changes nothing but keys, serials and times', () => weRenew(node, layout));
      test('kubeadm lists what perennial wrote, and would not make any of it anew', () => kubeadmReads(node, layout));
      test('kubeadm renews what perennial wrote, to the same again', () => kubeadmRenews(node, layout));
      test('perennial finds nothing wrong with what kubeadm renewed', () => nothingIsWrong(node, layout));
      if (layout.keysElsewhere.length === 0) return;
      test('perennial refuses what an external CA must sign, and names the way out', () => weRefuse(node, layout));
    });
  }
});

async function weRenew(node: KubeadmNode, layout: KubeadmLayout): Promise<void> {
  const before = seen(node, layout);
  for (const [name, wanted] of Object.entries(layout.names)) assertHasNames(before.credentials.get(name), wanted);
  const { status, err } = await node.perennial('renew', '--all', '--yes', ...toldOf(node, layout));
  assert.equal(status, 0, err);
  assertRenewed(before, seen(node, layout), { ...layout, hasOwnKinds: !layout.isTold });
}

async function kubeadmReads(node: KubeadmNode, layout: KubeadmLayout): Promise<void> {
  const listed = await node.kubeadm('certs', 'check-expiration', '--config', CONFIG);
  assert.equal((await node.perennial('check', '-o', 'kubeadm', ...told(node))).out, listed);
  const [leaves = ''] = listed.split('\n\n');
  const names = leaves.split('\n').map((line) => line.split(' ')[0]);
  assert.deepEqual(names, ['CERTIFICATE', ...certificatesIn(layout)]);
  // It refuses what its authority did not sign, and makes what is not there.
  const before = nodeFiles(node.root);
  await node.kubeadm('init', 'phase', 'certs', 'all', '--config', CONFIG);
  await node.kubeadm('init', 'phase', 'kubeconfig', 'all', '--config', CONFIG);
  assert.deepEqual(changedFiles(before, nodeFiles(node.root)), []);
}

async function kubeadmRenews(node: KubeadmNode, layout: KubeadmLayout): Promise<void> {
  const before = seen(node, layout);
  const said = (await node.kubeadm('certs', 'renew', 'all', '--config', CONFIG)).split('\n');
  for (const name of renewableIn(layout)) {
    assert(said.includes(`${kubeadmCertificate(name)?.longName ?? ''} renewed`), name);
  }
  assertRenewed(before, seen(node, layout), { ...layout, hasOwnKinds: false });
}

/** Nothing is left to say of such a node but remarks. */
async function nothingIsWrong(node: KubeadmNode, layout: KubeadmLayout): Promise<void> {
  const { status, out, err } = await node.perennial('check', '-o', 'json', ...toldOf(node, layout));
  assert.equal(status, 0, out + err);
  const { findings, certificates } = JSON.parse(out) as CheckDocument;
  const remarks = [
    ...layout.keysElsewhere.map((name) => `authority-external ${name}`),
    'super-admin-present super-admin.conf',
  ];
  assert.deepEqual(findings.map(({ code, subject }) => `${code} ${subject}`).toSorted(), remarks);
  const read = certificates.filter(({ kind, reading }) => kind === 'kubeadm' && reading === 'read');
  assert.deepEqual(
    read.map(({ name }) => name),
    certificatesIn(layout),
  );
}

async function weRefuse(node: KubeadmNode, layout: KubeadmLayout): Promise<void> {
  const before = nodeFiles(node.root);
  const external = certificatesIn(layout).filter((name) => !renewableIn(layout).includes(name));
  for (const name of external) {
    const { status, err } = await node.perennial('renew', name, '--yes', ...told(node));
    assert.equal(status, 4, err);
    const [, wayOut] =
      /external \(no key here\).*'kubeadm (certs generate-csr [^']+)' \(authority-external\)/.exec(err) ?? [];
    assert(wayOut !== undefined, err);
    const words = wayOut.replace('FILE', CONFIG).replaceAll('FOLDER', `/requests-${name}`).split(' ');
    await node.kubeadm(...words);
    const request = `/requests-${name}/${kubeadmCertificate(name)?.baseName ?? ''}.csr`;
    assert(nodeFiles(node.root).has(request), request);
  }
  const changed = changedFiles(before, nodeFiles(node.root));
  assert.deepEqual(
    changed.filter((path) => !path.startsWith('/requests-')),
    [],
  );
}

interface CheckDocument {
  readonly findings: readonly { readonly code: string; readonly subject: string }[];
  readonly certificates: readonly { readonly name: string; readonly kind: string; readonly reading: string }[];
}

interface Seen {
  readonly files: ReturnType<typeof nodeFiles>;
  readonly credentials: ReadonlyMap<string, Credential>;
}

function seen({ root }: KubeadmNode, layout: KubeadmLayout): Seen {
  const credentials = certificatesIn(layout).map((name) => [name, credentialOf(root, layout, name)] as const);
  return { files: nodeFiles(root), credentials: new Map(credentials) };
}

/** What can be renewed is, with keys of the kind asked for or of the old one's kind; and not a byte of any other file is another. */
function assertRenewed(before: Seen, now: Seen, layout: KubeadmLayout & { readonly hasOwnKinds: boolean }): void {
  const names = renewableIn(layout);
  const paths = names.flatMap((name) => now.credentials.get(name)?.paths ?? []);
  assert.deepEqual(changedFiles(before.files, now.files), paths.toSorted());
  assert.deepEqual(attributesOf(now.files), attributesOf(before.files));
  for (const name of names) {
    const [old, made] = [before.credentials.get(name), now.credentials.get(name)];
    assert(old && made);
    assertSucceeds(made, old);
    const { algorithm } = layout.hasOwnKinds ? old.certificate.key : layout;
    assert.equal(made.certificate.key.algorithm, algorithm, name);
  }
}

function assertHasNames(credential: Credential | undefined, names: readonly string[]): void {
  const { dnsNames = [], ipAddresses = [] } = credential?.certificate ?? {};
  for (const name of names) assert([...dnsNames, ...ipAddresses].includes(name), name);
}

function toldOf(node: KubeadmNode, { isTold }: KubeadmLayout): readonly string[] {
  return isTold ? told(node) : [];
}

const told = ({ root }: KubeadmNode): readonly string[] => ['--kubeadm-config', join(root, CONFIG)];
