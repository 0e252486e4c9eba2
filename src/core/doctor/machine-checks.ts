import { dateText } from '../check/words.ts';
import { NEEDED_BYTES } from '../plan/needed-room.ts';
import { STATE_FOLDER } from '../state-folder.ts';
import { type Diagnosis, ok, problem, warning } from './diagnosis.ts';
import type { Examination } from './examination.ts';

const MEBIBYTE = 1024 * 1024;

/** What can go without anybody missing it; df says what else fills the disk. */
const FREEING = 'journalctl --vacuum-size=200M; df -h /var/lib';

/** Whose a folder is that stands for a node says nothing of the node. */
export function permissions({ reach, machine: { userId } }: Examination): Diagnosis | undefined {
  if (reach === 'files') return undefined;
  if (userId === 0) return ok('permissions', 'runs as root');
  const who = userId === undefined ? 'nobody that a Unix knows' : `user ${String(userId)}`;
  return problem(
    'permissions',
    `runs as ${who}, who may neither read the keys nor replace them`,
    'sudo perennial doctor',
  );
}

export function operatingSystem({ machine, system }: Examination): Diagnosis {
  const { platform, kernel, architecture } = machine;
  const words = `${system ?? platform}, kernel ${kernel}, ${architecture}`;
  if (platform === 'linux') return ok('operating system', words);
  return problem(
    'operating system',
    `${words}: control planes run on Linux`,
    'run it on the control-plane node itself',
  );
}

export function configuration({ configuration: { path, isThere, problem: trouble } }: Examination): Diagnosis {
  if (trouble === undefined)
    return ok('configuration', isThere ? `${path} is valid` : `there is no ${path}: everything is as by default`);
  const { message, hint, file = path, line } = trouble;
  const place = line === undefined ? file : `${file}:${String(line)}`;
  return problem(
    'configuration',
    `${place}: ${withoutFile(message, file)}${hint === undefined ? '' : `; ${hint}`}`,
    `\${EDITOR:-vi} ${file}`,
  );
}

/** What is wrong with a configuration begins with its path, without the line. */
const withoutFile = (message: string, file: string): string =>
  message.startsWith(`${file}: `) ? message.slice(`${file}: `.length) : message;

export function stateFolder({ stateFolder: folder }: Examination): Diagnosis | undefined {
  if (folder === undefined) return undefined;
  const { path, facts } = folder;
  if (facts.kind === 'missing') return ok('state folder', `${path} is not there yet: the first run makes it`);
  if (facts.kind !== 'read') {
    const why = facts.kind === 'unreadable' ? facts.detail : facts.why;
    return problem('state folder', `${path} cannot be looked at: ${why}`, `ls -ld ${path}`);
  }
  const { mode, uid } = facts.value;
  if (uid !== 0)
    return problem('state folder', `${path} belongs to user ${String(uid)}, not to root`, `chown root:root ${path}`);
  if ((mode & 0o077) === 0) return ok('state folder', `${path} is for root alone`);
  const bits = mode.toString(8).padStart(4, '0');
  return problem('state folder', `${path} holds old keys, and others may look into it (${bits})`, `chmod 0700 ${path}`);
}

export function room({ room: { freeBytes, problem: trouble } }: Examination): Diagnosis {
  if (trouble !== undefined)
    return problem('room', `${STATE_FOLDER} cannot be written: ${trouble}`, 'findmnt --target /var/lib');
  const free = `${String(Math.floor(freeBytes / MEBIBYTE))} MiB free for ${STATE_FOLDER}`;
  if (freeBytes >= NEEDED_BYTES) return ok('room', free);
  return problem('room', `${free}, and a renewal needs ${String(NEEDED_BYTES / MEBIBYTE)}`, FREEING);
}

export function containerRuntime({ reach, inventory }: Examination): Diagnosis | undefined {
  if (reach === 'files' || inventory.kind === 'failed') return undefined;
  const { containers, containersUnreadable } = inventory.value;
  if (containersUnreadable !== undefined)
    return problem('container runtime', containersUnreadable, 'systemctl status containerd crio');
  const seen = containers.map(({ component }) => component).toSorted();
  if (seen.length === 0)
    return problem('container runtime', 'it runs no container of the control plane', 'journalctl -u kubelet -n 50');
  return ok('container runtime', `it runs ${seen.join(', ')}`);
}

export function kubelet({ kubeletUnit }: Examination): Diagnosis | undefined {
  if (kubeletUnit === undefined) return undefined;
  if (kubeletUnit.kind === 'failed') return warning('kubelet', kubeletUnit.why.message, 'systemctl status kubelet');
  const { isInstalled, startedAt } = kubeletUnit.value;
  if (!isInstalled) return problem('kubelet', 'there is no unit kubelet.service', 'systemctl cat kubelet');
  if (startedAt === undefined)
    return problem(
      'kubelet',
      'its unit does not run, so nothing would start a stopped component again',
      'systemctl start kubelet',
    );
  return ok('kubelet', `its unit runs since ${dateText(startedAt)}`);
}
