import { mkdir, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { machineFolder } from './machine-record.ts';
import type { MachineRecord } from './machine-record.ts';

/** Writes the files that a machine finds in its root at its first boot into a folder shaped like that root. */
export async function writeMachineFiles(record: MachineRecord): Promise<void> {
  const folder = join(machineFolder(record.name), 'files');
  await rm(folder, { recursive: true, force: true });
  for (const [path, content] of Object.entries(textFiles(record))) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), content);
  }
  for (const [path, target] of Object.entries(await links(record))) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await symlink(target, join(folder, path));
  }
}

function textFiles(record: MachineRecord): Readonly<Record<string, string>> {
  return {
    'etc/hostname': `${record.name}\n`,
    'etc/hosts': hosts(record),
    // With a name server that is not there, each look-up of the machine's own name would wait ten seconds.
    'etc/resolv.conf': '',
    'etc/cni/net.d/10-lab.conflist': JSON.stringify(podNetwork(record), undefined, 2),
    'etc/containerd/config.toml': containerdConfig(record.pauseImage),
    'etc/systemd/system/containerd.service': containerdUnit,
    'etc/systemd/system/kubelet.service': kubeletUnit,
  };
}

async function links(record: MachineRecord): Promise<Readonly<Record<string, string>>> {
  const units = 'etc/systemd/system';
  const programs = await readdir(join(record.toolchainFolder, 'bin'));
  const wants = `${units}/multi-user.target.wants`;
  const entries: readonly (readonly [string, string])[] = [
    ...enabledUnits.map((unit) => [`${wants}/${unit}.service`, `../${unit}.service`] as const),
    ...maskedUnits.map((unit) => [`${units}/${unit}.service`, '/dev/null'] as const),
    ...programs.map((name) => [`usr/local/bin/${name}`, join(record.toolchainFolder, 'bin', name)] as const),
  ];
  return Object.fromEntries(entries);
}

const enabledUnits = ['containerd', 'kubelet'];

// There is no console to log in at, and the kernel's settings and modules are the host's.
const maskedUnits = ['console-getty', 'systemd-logind', 'systemd-sysctl', 'systemd-modules-load'];

function hosts(record: MachineRecord): string {
  const others = Object.entries(record.hosts).map(([name, address]) => `${address} ${name}`);
  return ['127.0.0.1 localhost', `${record.address} ${record.name}`, ...others, ''].join('\n');
}

function podNetwork(record: MachineRecord) {
  const place = record.address.split('.')[3] ?? '';
  const ipam = {
    type: 'host-local',
    ranges: [[{ subnet: `10.244.${place}.0/24` }]],
    routes: [{ dst: '0.0.0.0/0' }],
  };
  return {
    cniVersion: '0.4.0',
    name: 'lab',
    plugins: [{ type: 'bridge', bridge: 'cni0', isGateway: true, ipMasq: true, ipam }],
  };
}

/** Where root lacks CAP_SYS_RESOURCE, a score below the parent's cannot be set and runc fails: hence restrict_oom_score_adj. */
function containerdConfig(pauseImage: string): string {
  return `version = 3
[plugins.'io.containerd.cri.v1.images'.pinned_images]
sandbox = "${pauseImage}"
[plugins.'io.containerd.cri.v1.runtime'.containerd.runtimes.runc]
runtime_type = "io.containerd.runc.v2"
[plugins.'io.containerd.cri.v1.runtime'.containerd.runtimes.runc.options]
SystemdCgroup = false
[plugins.'io.containerd.cri.v1.runtime']
restrict_oom_score_adj = true
[plugins.'io.containerd.cri.v1.runtime'.cni]
bin_dirs = ["/usr/lib/cni"]
conf_dir = "/etc/cni/net.d"
`;
}

const containerdUnit = `[Unit]
Description=containerd

[Service]
ExecStart=/usr/local/bin/containerd --config /etc/containerd/config.toml
Type=notify
Delegate=yes
KillMode=process
Restart=always
RestartSec=1

[Install]
WantedBy=multi-user.target
`;

// kubeadm's own unit and drop-in, without the crash loop before kubeadm has written the configuration.
const kubeletUnit = `[Unit]
Description=kubelet
After=containerd.service
ConditionPathExists=/var/lib/kubelet/config.yaml

[Service]
Environment="KUBELET_KUBECONFIG_ARGS=--bootstrap-kubeconfig=/etc/kubernetes/bootstrap-kubelet.conf --kubeconfig=/etc/kubernetes/kubelet.conf"
Environment="KUBELET_CONFIG_ARGS=--config=/var/lib/kubelet/config.yaml"
EnvironmentFile=-/var/lib/kubelet/kubeadm-flags.env
ExecStart=/usr/local/bin/kubelet $KUBELET_KUBECONFIG_ARGS $KUBELET_CONFIG_ARGS $KUBELET_KUBEADM_ARGS
Restart=always
StartLimitInterval=0
RestartSec=1

[Install]
WantedBy=multi-user.target
`;
