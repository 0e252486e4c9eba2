import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { status } from '@grpc/grpc-js';
import { criContainers } from './cri-containers.ts';
import { type Answers, refusal, serveRuntime } from './runtime-server.test-support.ts';

const staticUid = '0f1e2d3c4b5a69788796a5b4c3d2e1f0';
const apiUid = '0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0';

interface Listed {
  readonly id: string;
  readonly name: string;
  readonly pod?: string;
  readonly uid?: string;
}

const listed = ({ id, name, pod = `${name}-node-1`, uid = staticUid }: Listed) => ({
  id,
  image: { image: 'sha256:abcd' },
  state: 'CONTAINER_RUNNING',
  labels: { 'io.kubernetes.container.name': name, 'io.kubernetes.pod.name': pod, 'io.kubernetes.pod.uid': uid },
});

/** Knows a status for every container but `gone`. */
const answering = (
  containers: readonly object[],
  image = 'registry.k8s.io/x:v1.36.3',
  times: object = { created_at: '1795000000123456789', started_at: '1795000001000000000' },
): Answers => ({
  ListContainers: () => ({ containers }),
  ContainerStatus: ({ container_id: id }) =>
    id === 'gone'
      ? refusal(status.NOT_FOUND)
      : { status: { id, state: 'CONTAINER_RUNNING', ...times, image: { image } } },
});

describe('containers as the runtime tells', () => {
  test('a component is found by its labels, with its start in milliseconds and the version of its image', async (t) => {
    const socket = await serveRuntime(t, answering([listed({ id: 'a1', name: 'etcd' })]));
    assert.deepEqual(await criContainers({ sockets: async () => [socket] }).running(), [
      { component: 'etcd', id: 'a1', imageVersion: 'v1.36.3', startedAt: 1_795_000_000_123, seenBy: 'runtime' },
    ]);
  });

  test('without a time of creation, the start as the runtime has it counts', async (t) => {
    const listing = [listed({ id: 'a1', name: 'etcd' })];
    const socket = await serveRuntime(t, answering(listing, 'x:v1', { started_at: '1795000001000000000' }));
    const [container] = await criContainers({ sockets: async () => [socket] }).running();
    assert.equal(container?.startedAt, 1_795_000_001_000);
  });

  test('running containers of kube-system are asked for', async (t) => {
    let filter: unknown;
    const answers: Answers = { ListContainers: (request) => ((filter = request['filter']), { containers: [] }) };
    const socket = await serveRuntime(t, answers);
    assert.deepEqual(await criContainers({ sockets: async () => [socket] }).running(), []);
    assert.deepEqual(filter, {
      state: { state: 'CONTAINER_RUNNING' },
      label_selector: { 'io.kubernetes.pod.namespace': 'kube-system' },
    });
  });

  const ids = async (t: Parameters<typeof serveRuntime>[0], containers: readonly object[]) => {
    const socket = await serveRuntime(t, answering(containers));
    return (await criContainers({ sockets: async () => [socket] }).running()).map(({ id }) => id);
  };

  test('other containers, and components of pods named otherwise, are not ours', async (t) => {
    const others = [listed({ id: 'a1', name: 'coredns' }), listed({ id: 'a2', name: 'etcd', pod: 'calico-1' })];
    assert.deepEqual(await ids(t, others), []);
  });

  test('a static pod wins over another pod that runs the same component', async (t) => {
    const hosted = listed({ id: 'hosted', name: 'etcd', pod: 'etcd-0', uid: apiUid });
    assert.deepEqual(await ids(t, [hosted, listed({ id: 'ours', name: 'etcd' })]), ['ours']);
  });

  test('while the component of the static pod is away, another pod does not stand in for it', async (t) => {
    const hosted = listed({ id: 'hosted', name: 'etcd', pod: 'etcd-0', uid: apiUid });
    assert.deepEqual(await ids(t, [hosted, listed({ id: 'ours', name: 'kube-apiserver' })]), ['ours']);
  });

  test('where manifests set the UID, a container is still found', async (t) => {
    assert.deepEqual(await ids(t, [listed({ id: 'a1', name: 'etcd', uid: apiUid })]), ['a1']);
  });

  test('a container that ended since it was listed is left out', async (t) => {
    const gone = listed({ id: 'gone', name: 'kube-scheduler' });
    assert.deepEqual(await ids(t, [gone, listed({ id: 'a1', name: 'etcd' })]), ['a1']);
  });

  const versions = [
    ['registry.k8s.io/kube-apiserver:v1.36.3', 'v1.36.3'],
    ['registry:5000/etcd:3.6.5-0', '3.6.5-0'],
    ['registry:5000/etcd', ''],
    ['registry.k8s.io/etcd:3.6.5-0@sha256:00ff', '3.6.5-0'],
    ['registry.k8s.io/etcd@sha256:00ff', ''],
    ['sha256:00ff', ''],
  ] as const;
  for (const [image, version] of versions) {
    test(`image ${image} has version "${version}"`, async (t) => {
      const socket = await serveRuntime(t, answering([listed({ id: 'a1', name: 'etcd' })], image));
      const [container] = await criContainers({ sockets: async () => [socket] }).running();
      assert.equal(container?.imageVersion, version);
    });
  }
});

describe('stopping a container', () => {
  test('the runtime is given id and grace', async (t) => {
    let asked: unknown;
    const socket = await serveRuntime(t, { StopContainer: (request) => ((asked = request), {}) });
    await criContainers({ sockets: async () => [socket] }).stop('a1', 30);
    assert.deepEqual(asked, { container_id: 'a1', timeout: 30 });
  });

  test('one that is gone is fine', async (t) => {
    const socket = await serveRuntime(t, { StopContainer: () => refusal(status.NOT_FOUND) });
    await criContainers({ sockets: async () => [socket] }).stop('a1', 30);
  });
});
