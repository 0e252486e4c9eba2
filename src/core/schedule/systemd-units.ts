import { DAY, SECOND } from '../instant.ts';
import type { Policy } from '../policy.ts';
import { commandLine, MARK, type Schedule, type ScheduledFile } from './scheduled-file.ts';
import { servicePlaces } from './service-places.ts';
import { spreadOf } from './spread.ts';
import { weekdays, type Window } from './window.ts';

/** The service and the timer for /etc/systemd/system. Works with systemd 247 and newer (FixedRandomDelay). */
export function systemdUnits(schedule: Schedule): readonly ScheduledFile[] {
  return [
    { path: '/etc/systemd/system/perennial.service', content: service(schedule) },
    { path: '/etc/systemd/system/perennial.timer', content: timer(schedule.policy) },
  ];
}

/**
 * As little as a renewal needs: files below /etc/kubernetes or where else this control plane has them, the kubelet's own, our
 * store, people's copies, and the sockets of the runtime and of the API server; netlink and two capabilities for the firewall, with which clients are kept away from a restart.
 * Deliberately absent: MemoryDenyWriteExecute (the JIT of V8 needs such memory), and a filter of @resources (our own
 * priority is lowered with it).
 */
function service(schedule: Schedule): string {
  return `${MARK}
[Unit]
Description=Renew the certificates of this control plane when they are due
ConditionPathIsDirectory=/etc/kubernetes
Wants=network-online.target
After=network-online.target kubelet.service

[Service]
Type=oneshot
ExecStart=${commandLine(schedule)}
# Other nodes may come first, each with its soaking time; then a kubelet may delay two restarts by five minutes each.
TimeoutStartSec=3h
StateDirectory=perennial
StateDirectoryMode=0700
UMask=0077

ProtectSystem=strict
${servicePlaces(schedule)}
PrivateTmp=yes
PrivateDevices=yes
ProtectKernelTunables=yes
ProtectKernelModules=yes
ProtectKernelLogs=yes
ProtectControlGroups=yes
ProtectClock=yes
ProtectHostname=yes
RestrictNamespaces=yes
RestrictRealtime=yes
RestrictSUIDSGID=yes
RemoveIPC=yes
LockPersonality=yes
NoNewPrivileges=yes
KeyringMode=private
RestrictAddressFamilies=AF_UNIX AF_INET AF_INET6 AF_NETLINK
CapabilityBoundingSet=CAP_DAC_OVERRIDE CAP_CHOWN CAP_FOWNER CAP_NET_ADMIN CAP_NET_RAW
SystemCallArchitectures=native
SystemCallFilter=@system-service @chown
SystemCallFilter=~@obsolete
SystemCallErrorNumber=EPERM
`;
}

/** Persistent: a machine that was off looks as soon as it is on. The delay is a node's own and stays the same. */
function timer({ window, look }: Pick<Policy, 'window' | 'look'>): string {
  return `${MARK}
[Unit]
Description=Look daily, or in its window, whether certificates of this control plane are due

[Timer]
${calendars(window, look)
  .map((calendar) => `OnCalendar=${calendar}`)
  .join('\n')}
RandomizedDelaySec=${String(spreadOf(window) / SECOND)}
FixedRandomDelay=yes
AccuracySec=1s
Persistent=yes

[Install]
WantedBy=timers.target
`;
}

/** In the window, for renewals; and as often as the policy looks, for emergencies, or for renewals where there is no window. */
function calendars(window: Window | undefined, look: number): readonly string[] {
  const looks = look <= DAY ? '*-*-* 03:00:00' : look <= 7 * DAY ? 'Mon *-*-* 03:00:00' : '*-*-01 03:00:00';
  if (window === undefined) return [looks];
  const { hour, minute } = window.start;
  const time = [hour, minute, 0].map((part) => String(part).padStart(2, '0')).join(':');
  return [`${daysOf(window)}*-*-* ${time} ${window.timeZone}`, '*-*-* 03:00:00'];
}

function daysOf({ days }: Window): string {
  if (days.length === weekdays.length) return '';
  return `${days.map((day) => day.charAt(0).toUpperCase() + day.slice(1)).join(',')} `;
}
