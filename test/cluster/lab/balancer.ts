import { bootMachine } from './machine.ts';
import type { Machine, MachineRequest } from './machine.ts';

/**
 * A machine with haproxy in front of several API servers: it asks each for /readyz twice a second. An answer may take two seconds, or
 * two busy cores alone would have a server taken for dead; one that refuses or says 500 is out at once.
 */
export async function bootBalancer(
  request: MachineRequest,
  backends: Readonly<Record<string, string>>,
): Promise<Machine> {
  const machine = await bootMachine(request);
  await machine.mustExec(['tee', '/etc/haproxy/lab.cfg'], { input: haproxyConfig(backends) });
  await machine.mustExec(['tee', '/etc/systemd/system/balancer.service'], { input: unit });
  await machine.mustExec(['systemctl', 'enable', '--now', 'balancer.service']);
  return machine;
}

function haproxyConfig(backends: Readonly<Record<string, string>>): string {
  const check = 'check check-ssl verify none inter 500ms fall 1 rise 1 on-marked-down shutdown-sessions';
  return `defaults
  mode tcp
  timeout connect 2s
  timeout check 2s
  timeout client 1h
  timeout server 1h
  retries 2
  option redispatch

frontend api
  bind :6443
  default_backend control_planes

backend control_planes
  balance roundrobin
  option httpchk GET /readyz
  http-check expect status 200
${Object.entries(backends)
  .map(([name, address]) => `  server ${name} ${address}:6443 ${check}`)
  .join('\n')}
`;
}

const unit = `[Unit]
Description=balancer of the lab's API servers

[Service]
ExecStart=/usr/sbin/haproxy -f /etc/haproxy/lab.cfg
Restart=always

[Install]
WantedBy=multi-user.target
`;
