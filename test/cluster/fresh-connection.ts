import type { Machine } from './lab/machine.ts';

/** What becomes of a new connection from a machine to the API server at that address: `open`, or the error's code. */
export async function freshConnection(from: Machine, address: string): Promise<string> {
  const said = await from.mustExec([process.execPath, '--input-type=module', '-e', program, address]);
  return said.trim();
}

const program = `
import { connect } from 'node:net';
const socket = connect({ host: process.argv[1], port: 6443, timeout: 5000 });
const say = (word) => { console.log(word); process.exit(); };
socket.on('connect', () => say('open')).on('error', ({ code }) => say(code)).on('timeout', () => say('timeout'));`;
