import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { podContainerOf } from './cgroup-path.ts';
import { apiUid, containerId, staticUid, statText } from './proc-folder.test-support.ts';
import { bootInstantOf, namespaceDepthOf, statOf } from './process-texts.ts';

const id = containerId('7');
const underscored = apiUid.replaceAll('-', '_');

describe('the container in a cgroup path', () => {
  const ours = [
    ['cgroupfs, v2', `0::/kubepods/burstable/pod${staticUid}/${id}`],
    [
      'cgroupfs, v1',
      `12:cpuset:/kubepods/burstable/pod${staticUid}/${id}\n1:name=systemd:/kubepods/burstable/pod${staticUid}/${id}`,
    ],
    ['v1 with an unrelated hierarchy first', `9:misc:/\n8:pids:/kubepods/burstable/pod${staticUid}/${id}`],
    ['guaranteed pod', `0::/kubepods/pod${staticUid}/${id}`],
    [
      'systemd, containerd',
      `0::/kubepods.slice/kubepods-burstable.slice/kubepods-burstable-pod${staticUid}.slice/cri-containerd-${id}.scope`,
    ],
    ['systemd, CRI-O with crun', `0::/kubepods.slice/kubepods-pod${staticUid}.slice/crio-${id}.scope/container`],
    ['systemd, cri-dockerd', `0::/kubepods.slice/kubepods-pod${staticUid}.slice/docker-${id}.scope`],
    ['cgroupfs, CRI-O', `0::/kubepods/burstable/pod${staticUid}/crio-${id}`],
    [
      'drivers that disagree',
      `0::/system.slice/containerd.service/kubepods-burstable-pod${staticUid}.slice:cri-containerd:${id}`,
    ],
    ['from a pod of the same class, cgroupfs', `0::/../../pod${staticUid}/${id}`],
    ['from a pod of another class, cgroupfs', `0::/../../../burstable/pod${staticUid}/${id}`],
    ['from a guaranteed pod, cgroupfs', `0::/../../burstable/pod${staticUid}/${id}`],
    ['from a pod, systemd', `0::/../../kubepods-burstable-pod${staticUid}.slice/cri-containerd-${id}.scope`],
    ['below a cgroup root of its own', `0::/machine.slice/lab/kubepods/burstable/pod${staticUid}/${id}`],
  ] as const;
  for (const [name, path] of ours) {
    test(`${name}`, () => assert.deepEqual(podContainerOf(`${path}\n`), { id, isStaticPod: true }));
  }

  test('an API object is told from a static pod', () => {
    const paths = [
      `0::/kubepods/besteffort/pod${apiUid}/${id}`,
      `0::/kubepods.slice/kubepods-besteffort-pod${underscored}.slice/cri-containerd-${id}.scope`,
    ];
    for (const path of paths) assert.deepEqual(podContainerOf(path), { id, isStaticPod: false });
  });

  const none = [
    '',
    '0::/',
    '0::/system.slice/kubelet.service',
    `0::/docker/${id}`,
    `0::/../../pod${staticUid}`,
    `0::/../../other/pod${staticUid}/${id}`,
    `0::/kubepods/burstable/pod${staticUid}`,
    `0::/kubepods/burstable/pod${staticUid}/${id.slice(1)}`,
    `0::/kubepods/burstable/pod${staticUid}/${id}0`,
    `0::/kubepods.slice/kubepods-pod${staticUid}.slice/crio-conmon-${id}.scope`,
    `0::/kubepods/burstable/podnonsense/${id}`,
  ];
  for (const path of none) {
    test(`none in "${path.slice(0, 70)}"`, () => assert.equal(podContainerOf(path), undefined));
  }
});

describe('fields of a process', () => {
  test('a name with spaces and brackets shifts no field', () => {
    const text = statText({ program: 'x', comm: 'a) S 1 (b', startTicks: 77 });
    assert.deepEqual(statOf(text), { state: 'S', startTicks: 77 });
  });

  for (const text of ['', '1 (x)', '1 (x) S 2 3', ') '.repeat(50)]) {
    test(`a torn stat "${text.slice(0, 12)}" is none`, () => assert.equal(statOf(text), undefined));
  }

  const depths = [
    ['NSpid:\t4711\n', 1],
    ['Name:\tetcd\nNSpid:\t4711\t1\nNSpgid:\t4711\t1\n', 2],
    ['NSpid:\t4711\t812\t1\n', 3],
    ['Name:\tetcd\n', 0],
  ] as const;
  for (const [text, depth] of depths) {
    test(`${JSON.stringify(text)} is ${depth} deep`, () => assert.equal(namespaceDepthOf(text), depth));
  }
});

describe('the instant of boot', () => {
  const now = 1_795_000_000_500;

  test('comes from the uptime, to hundredths of a second', () => {
    assert.equal(bootInstantOf({ uptime: '100.25 7.00\n', stat: 'btime 1794999900\n', now }), now - 100_250);
  });

  for (const clocks of [
    { uptime: '100.25 7.00', stat: 'btime 1794990000\n' },
    { uptime: '100.25 7.00', stat: '' },
    { uptime: '', stat: 'btime 1794999900\n' },
    { uptime: 'x', stat: 'btime 1794999900\n' },
  ]) {
    test(`is unknown from ${JSON.stringify(clocks)}`, () => assert.equal(bootInstantOf({ ...clocks, now }), undefined));
  }
});
