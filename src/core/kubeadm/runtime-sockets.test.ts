import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { isContainerd, type SocketSources, runtimeSockets } from './runtime-sockets.ts';

describe('which sockets are tried', () => {
  const flags =
    'KUBELET_KUBEADM_ARGS="--container-runtime-endpoint=unix:///var/run/crio/crio.sock --node-ip=10.0.0.1"\n';
  const config = 'kind: KubeletConfiguration\ncontainerRuntimeEndpoint: "unix:///run/containerd/containerd.sock"\n';
  const cases: readonly (readonly [string, SocketSources, readonly string[]])[] = [
    ['the one given wins', { given: '/run/x.sock', kubeletFlags: flags }, ['/run/x.sock']],
    ['one given as a URL is a path', { given: 'unix:///run/x.sock' }, ['/run/x.sock']],
    ["then the kubelet's flag", { kubeletFlags: flags, kubeletConfig: config }, ['/var/run/crio/crio.sock']],
    ["then the kubelet's configuration", { kubeletConfig: config }, ['/run/containerd/containerd.sock']],
  ];
  for (const [name, sources, expected] of cases) {
    test(name, () => assert.deepEqual(runtimeSockets(sources), expected));
  }

  const silent: readonly SocketSources[] = [
    {},
    { kubeletConfig: 'kind: KubeletConfiguration\ncontainerRuntimeEndpoint: ""\n' },
    { kubeletConfig: ': {' },
    { kubeletConfig: 'just words' },
    { kubeletFlags: 'KUBELET_KUBEADM_ARGS=""' },
  ];
  for (const sources of silent) {
    test(`the well-known ones when nothing is named: ${JSON.stringify(sources)}`, () => {
      assert.equal(runtimeSockets(sources)[0], '/run/containerd/containerd.sock');
      assert.equal(runtimeSockets(sources).length, 3);
    });
  }
});

for (const [socket, is] of [
  ['/run/containerd/containerd.sock', true],
  ['/var/run/containerd/containerd.sock', true],
  ['/var/run/crio/crio.sock', false],
  ['/run/cri-dockerd.sock', false],
] as const) {
  test(`${socket} is ${is ? '' : 'not '}that of containerd`, () => assert.equal(isContainerd(socket), is));
}
