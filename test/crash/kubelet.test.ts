import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cutAt } from '../../src/adapters/memory/effects.ts';
import type { MemoryNode } from '../../src/adapters/memory/memory-node.ts';
import { bytesAt, found } from '../../src/adapters/memory/tree.ts';
import type { PerennialError } from '../../src/core/errors.ts';
import { KUBELET_CLIENT_LINK } from '../../src/core/kubeadm/kubelet-files.ts';
import { certificatesOf } from '../../src/core/x509/pem.ts';
import { privateKeyFactsOf } from '../../src/core/x509/private-key.ts';
import { openRunIds } from '../../src/usecases/recorded-runs.ts';
import { renew } from '../../src/usecases/renew.ts';
import { resume } from '../../src/usecases/resume.ts';
import { bytes, changedPaths } from './consistent.ts';
import { cutsOf } from './cuts.ts';
import { carryIn, confOf, dyings } from './kubelet.ts';
import { lived, rollBackLast, undo, type Work, wished } from './lives.ts';
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

  test(`the repair of a credential that ${about} is undone as long as nothing was put in place, and refused after it`, async () => {
    const dead = base.copy();
    die(dead);
    let refused = 0;
    for (const cut of await cutsOf(dead, repair)) {
      const node = dead.copy();
      await lived(node, repair, cutAt(cut.number, cut.when));
      if ((await openRunIds(node.live().world.runs)).length === 0) continue;
      const before = bytes(node);
      const runs = [...node.machine.runs.keys()];
      try {
        await lived(node, undo);
        assert.deepEqual(await openRunIds(node.live().world.runs), [], cut.about);
      } catch (thrown) {
        assert.equal((thrown as PerennialError).code, 'no-way-back', cut.about);
        assert.deepEqual([...node.machine.runs.keys()], runs, cut.about);
        refused += 1;
      }
      assert.deepEqual(changedPaths(before, bytes(node)), [], cut.about);
    }
    assert.ok(refused > 0, 'the repair was never refused to be undone');
  });
}

test('the repair of a living credential that kubelet.conf carries can be undone, links and all, wherever it was cut off', async () => {
  const carried = base.copy();
  carryIn(carried);
  const [before, pointed] = [bytes(carried), carried.machine.tree.get(KUBELET_CLIENT_LINK)];
  for (const cut of await cutsOf(carried, repair)) {
    const node = carried.copy();
    await lived(node, repair, cutAt(cut.number, cut.when));
    await lived(node, rollBackLast);
    assert.deepEqual(await openRunIds(node.live().world.runs), [], cut.about);
    assert.deepEqual(changedPaths(before, bytes(node)), [], cut.about);
    assert.deepEqual(node.machine.tree.get(KUBELET_CLIENT_LINK)?.kind, pointed?.kind, cut.about);
  }
});

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
