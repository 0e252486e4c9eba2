import assert from 'node:assert/strict';
import { cutAt, type Interference } from '../../src/adapters/memory/effects.ts';
import type { MemoryNode } from '../../src/adapters/memory/memory-node.ts';
import { DAY } from '../../src/core/instant.ts';
import { KUBELET_SERVING } from '../../src/core/serving/request.ts';
import type { Stopper } from '../../src/ports/clock.ts';
import { dyings } from '../crash/kubelet.ts';
import { effectsOf, lived, renewal } from '../crash/lives.ts';
import { controlPlane } from '../crash/node.ts';
import { requestPem } from '../requests.ts';
import { typed } from './typed.ts';

export const COPY = '/root/.kube/config';
const fresh = controlPlane();
/** A node of which everything is due. */
export const asItIs = (): MemoryNode => fresh.copy();

/** Once these commands were carried out, one after the other. */
async function after(...commands: readonly (readonly string[])[]): Promise<MemoryNode> {
  const node = asItIs();
  for (const argv of commands) {
    const { status, printed } = await typed(node, argv);
    assert.equal(status, 0, printed);
  }
  return node;
}

const renewing = ['renew', '--all', '--yes'];
const installing = ['schedule', 'install'];
export const renewed = () => after(renewing);
export const scheduled = () => after(installing);
export const renewedAndScheduled = () => after(renewing, installing);

/** Somebody put back the copy of before. */
export const withOldCopy = async (): Promise<MemoryNode> => {
  const node = await renewed();
  const old = fresh.machine.tree.get(COPY);
  assert.ok(old?.kind === 'file');
  node.write(COPY, old.bytes);
  return node;
};

export async function planned(): Promise<MemoryNode> {
  const node = asItIs();
  node.write('/plan.json', (await typed(node, ['plan', '--all', '-o', 'json'])).printed);
  return node;
}

/** Cut in the middle of a renewal. */
export async function interrupted(): Promise<MemoryNode> {
  const node = asItIs();
  const effects = await effectsOf(node.copy(), renewal);
  await lived(node, renewal, cutAt(Math.floor(effects.length / 2), 'after'));
  return node;
}

/** By a person, in the middle of a renewal. */
export async function stopped(): Promise<MemoryNode> {
  const node = asItIs();
  const stop = new AbortController();
  const interfere: Interference = ({ number }) => {
    if (number === 20) stop.abort('person' satisfies Stopper);
    return 'go';
  };
  await renewal(node.live({ interfere, stop: stop.signal }).world);
  return node;
}

export function ranOut(): MemoryNode {
  const node = asItIs();
  node.pass(30 * DAY);
  dyings['ran out'](node);
  node.machine.processes.clear();
  node.machine.units.delete('kubelet');
  return node;
}

/** A kubelet that asks for a certificate with its own name. */
export function asked(): MemoryNode {
  const username = 'system:node:cp-1';
  const usages = ['digital signature', 'server auth'];
  const pem = requestPem({
    subject: [
      ['O', 'system:nodes'],
      ['CN', username],
    ],
    dnsNames: ['cp-1'],
  });
  const request = { name: 'own', resourceVersion: '1', signerName: KUBELET_SERVING, username, usages, pem };
  return controlPlane({
    servingRequests: [{ ...request, groups: ['system:nodes'], createdAt: 0 }],
    servingNodes: [{ name: 'cp-1', isControlPlane: true, addresses: [{ type: 'Hostname', address: 'cp-1' }] }],
  });
}

export function withReceiver(): MemoryNode {
  const node = asItIs();
  const config = 'notify: {receivers: {team: {kind: slack, urlFile: /etc/perennial/slack.url}}}\n';
  node.write('/etc/perennial/config.yaml', config);
  return node;
}
