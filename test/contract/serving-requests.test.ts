import assert from 'node:assert/strict';
import { test } from 'node:test';
import { KUBELET_SERVING, type ServingNode, type ServingRequest } from '../../src/core/serving/request.ts';
import { requestPem } from '../requests.ts';
import { servingSubjects } from './serving-request-subjects.ts';

const pem = requestPem({ subject: [['CN', 'system:node:worker-1']] });
const request = (name: string): ServingRequest => ({
  name,
  resourceVersion: '7',
  signerName: KUBELET_SERVING,
  username: 'system:node:worker-1',
  groups: ['system:nodes'],
  usages: ['digital signature', 'server auth'],
  pem,
  createdAt: Date.UTC(2030, 0, 15),
});
const [one, two] = [request('csr-1'), request('csr-2')];
const node = (name: string, isControlPlane: boolean): ServingNode => ({
  name,
  isControlPlane,
  addresses: [{ type: 'Hostname', address: name }],
});
const nodes = [node('cp-1', true), node('worker-1', false), node('worker-2', false)];
const asking = { requests: [one, two], nodes };
const unavailable = { code: 'api-unavailable' };

for (const { name: adapter, make } of servingSubjects) {
  test(`requests of kubelets, ${adapter}: those that wait come as they were made`, async (t) => {
    const { requests } = await make(t, asking);
    assert.deepEqual(await requests.pending(), [one, two]);
  });

  test(`requests of kubelets, ${adapter}: all come of a large cluster that waits for somebody to answer`, async (t) => {
    const many = Array.from({ length: 6000 }, (_, index) => request(`csr-${String(index)}`));
    const { requests } = await make(t, { requests: many, nodes });
    assert.deepEqual(await requests.pending(), many);
  });

  test(`requests of kubelets, ${adapter}: what is answered waits no more`, async (t) => {
    const { requests, answers } = await make(t, asking);
    assert.equal(await requests.answer(one, { kind: 'approve', why: 'good' }), true);
    assert.deepEqual(await requests.pending(), [two]);
    assert.equal(await requests.answer(two, { kind: 'deny', why: 'bad' }), true);
    assert.deepEqual(answers(), { 'csr-1': 'approve', 'csr-2': 'deny' });
  });

  test(`requests of kubelets, ${adapter}: what was changed, answered or removed since is not answered`, async (t) => {
    const { requests, answers, touch, remove } = await make(t, asking);
    touch('csr-1');
    assert.equal(await requests.answer(one, { kind: 'approve', why: 'good' }), false);
    await requests.answer(two, { kind: 'deny', why: 'bad' });
    assert.equal(await requests.answer(two, { kind: 'approve', why: 'good' }), false);
    assert.deepEqual(answers(), { 'csr-2': 'deny' });
    remove('csr-1');
    assert.equal(await requests.answer(one, { kind: 'approve', why: 'good' }), false);
  });

  test(`requests of kubelets, ${adapter}: nodes of the control plane are told, and those that were asked for and exist`, async (t) => {
    const { requests } = await make(t, asking);
    assert.deepEqual(await requests.nodes(['worker-1', 'worker-9', 'cp-1', 'worker-1']), nodes.slice(0, 2));
  });

  test(`requests of kubelets, ${adapter}: where nobody listens, everything is an error`, async (t) => {
    const { requests, end } = await make(t, asking);
    await end();
    await assert.rejects(requests.pending(), unavailable);
    await assert.rejects(requests.nodes([]), unavailable);
    await assert.rejects(requests.answer(one, { kind: 'approve', why: '' }), unavailable);
  });
}
