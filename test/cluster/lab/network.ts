import { hostName } from './machine-record.ts';
import { mustRun, run } from './run.ts';
import { waitUntil } from './wait-until.ts';

const bridge = 'perennial-br';
const subnet = '10.78.0';

/** The host's own address in the network of the machines, where a balancer can listen. */
const hostAddress = `${subnet}.1`;

/** The address of the n-th machine; throws where the network has no such place. */
export function addressOf(place: number): string {
  if (place < 2 || place > 254) throw new Error(`${subnet}.0/24 has no place ${String(place)}`);
  return `${subnet}.${String(place)}`;
}

/** Makes a machine's network namespace with one interface on the bridge. */
export async function connect(name: string, address: string): Promise<void> {
  const space = hostName(name);
  const port = portOf(address);
  await mustRun(['ip', 'netns', 'add', space]);
  await mustRun(['ip', 'link', 'add', port, 'type', 'veth', 'peer', 'name', 'eth0', 'netns', space]);
  await waitUntil(() => plugIn(port), { what: `port of ${name} on the bridge`, deadlineMs: 5000 });
  await mustRun(['ip', '-n', space, 'link', 'set', 'lo', 'up']);
  await mustRun(['ip', '-n', space, 'address', 'add', `${address}/24`, 'dev', 'eth0']);
  await mustRun(['ip', '-n', space, 'link', 'set', 'eth0', 'up']);
  await mustRun(['ip', '-n', space, 'route', 'add', 'default', 'via', hostAddress]);
}

/** Does `work` while nothing reaches a machine, nor leaves it: its own addresses stay. */
export async function whileUnplugged<T>(address: string, work: () => Promise<T>): Promise<T> {
  await mustRun(['ip', 'link', 'set', portOf(address), 'nomaster']);
  return await work().finally(() => mustRun(['ip', 'link', 'set', portOf(address), 'master', bridge]));
}

/** Takes a machine's network away, and the bridge with the last one. What is not there is no error. */
export async function disconnect(name: string, address: string): Promise<void> {
  await run(['ip', 'netns', 'delete', hostName(name)]);
  await run(['ip', 'link', 'delete', portOf(address)]);
  const ports = await run(['ip', '-o', 'link', 'show', 'master', bridge]);
  if (ports.status === 0 && ports.stdout.trim() === '') await run(['ip', 'link', 'delete', bridge]);
}

/** Another process may make the bridge at the same moment, or take it away with what was the last machine until now. */
async function plugIn(port: string): Promise<true> {
  await run(['ip', 'link', 'add', bridge, 'type', 'bridge']);
  await mustRun(['ip', 'address', 'replace', `${hostAddress}/24`, 'dev', bridge]);
  await mustRun(['ip', 'link', 'set', bridge, 'up']);
  await mustRun(['ip', 'link', 'set', port, 'master', bridge, 'up']);
  return true;
}

/** Interface names have at most 15 characters, so the port is named for the address. */
function portOf(address: string): string {
  return `perennial-${address.split('.')[3] ?? ''}`;
}
