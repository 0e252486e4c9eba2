import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cutAt } from '../../src/adapters/memory/effects.ts';
import type { MemoryNode } from '../../src/adapters/memory/memory-node.ts';
import { bytesAt, found } from '../../src/adapters/memory/tree.ts';
import { KUBELET_CLIENT_LINK } from '../../src/core/kubeadm/kubelet-files.ts';
import { certificatesOf } from '../../src/core/x509/pem.ts';
import { privateKeyFactsOf } from '../../src/core/x509/private-key.ts';
import { openRunIds } from '../../src/usecases/recorded-runs.ts';
import { renew } from '../../src/usecases/renew.ts';
import { resume } from '../../src/usecases/resume.ts';
import { rollback } from '../../src/usecases/rollback.ts';
import { bytes, changedPaths } from './consistent.ts';
import { cutsOf } from './cuts.ts';
import { confOf, dyings } from './kubelet.ts';
import { lived, type Work, wished } from './lives.ts';
import { controlPlane } from './node.ts';

const repair: Work = (world) => renew({ ...wished, which: { kind: 'named', names: ['kubelet-client'] } }, world);
const finish: Work = async (world) =>
  (await openRunIds(world.runs)).length > 0 ? await resume(wished, world) : await repair(world);

const base = controlPlane();
const conf = confOf(base);

for (const [about, die] of Object.entries(dyings)) {
  test(`a kubelet's credential that ${about} is replaced, wherever the repair is cut off`, async () => {
    const dead = base.copy();
    die(dead);
    dead.machine.units.delete('kubelet');
    for (const cut of await cutsOf(dead, repair)) {
      const node = dead.copy();
      await lived(node, repair, cutAt(cut.number, cut.when));
      await lived(node, finish);
      assertAlive(node, cut.about);
    }
  });

  test(`the repair of a credential that ${about} can be undone, links and all, wherever it was cut off`, async () => {
    const dead = base.copy();
    die(dead);
    const [before, pointed] = [bytes(dead), dead.machine.tree.get(KUBELET_CLIENT_LINK)];
    for (const cut of await cutsOf(dead, repair)) {
      const node = dead.copy();
      await lived(node, repair, cutAt(cut.number, cut.when));
      if ((await openRunIds(node.live().world.runs)).length === 0) continue;
      await lived(node, (world) => rollback(wished, world));
      assert.deepEqual(changedPaths(before, bytes(node)), [], cut.about);
      const now = node.machine.tree.get(KUBELET_CLIENT_LINK);
      assert.deepEqual(now?.kind === 'link' && now.target, pointed?.kind === 'link' && pointed.target, cut.about);
    }
  });
}

/** A link to a dated file for root alone, a pair in it that is alive, and kubelet.conf as kubeadm's finalize phase leaves it. */
function assertAlive(node: MemoryNode, about: string): void {
  const { path, entry, linked } = found(node.machine, KUBELET_CLIENT_LINK);
  assert.ok(linked && /kubelet-client-\d{4}(-\d\d){5}\.pem$/.test(path), about);
  assert.ok(entry?.kind === 'file' && entry.mode === 0o600 && entry.uid === 0, about);
  const pem = bytesAt(node.machine, path) ?? Buffer.from('');
  const [certificate] = certificatesOf(pem, path);
  assert.equal(certificate?.subject.text, 'O=system:nodes, CN=system:node:cp-1', about);
  assert.ok(certificate.notAfter > node.machine.now, about);
  assert.equal(privateKeyFactsOf(pem, path).publicKeyDigest, certificate.key.publicKeyDigest, about);
  assert.equal(confOf(node), conf, about);
  assert.ok((node.machine.units.get('kubelet') ?? 0) > entry.changedAt, about);
}
