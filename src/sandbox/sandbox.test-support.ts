import { readFileSync } from 'node:fs';
import { rename, writeFile } from 'node:fs/promises';
import { type RequestOptions, request } from 'node:https';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { connect } from 'node:tls';
import { certificatesOf } from '../core/x509/pem.ts';
import { type LeafOptions, type MadePair, madeLeaf } from './pki.ts';
import type { Sandbox } from './sandbox.ts';

export interface Answer {
  readonly status: number;
  readonly text: string;
}

export type ClientPair = Pick<RequestOptions, 'cert' | 'key'>;

const PKI = '/etc/kubernetes/pki';

/** A file of the sandbox, by its path as the node sees it. */
export function fileOf({ root }: Sandbox, path: string): Buffer {
  return readFileSync(join(root, path));
}

/** A pair on disk, `apiserver-kubelet-client` for instance, as node:tls takes it. */
export function pairOf(sandbox: Sandbox, name: string): { readonly cert: Buffer; readonly key: Buffer } {
  return { cert: fileOf(sandbox, `${PKI}/${name}.crt`), key: fileOf(sandbox, `${PKI}/${name}.key`) };
}

/** Serial of the first certificate of a file. */
export function serialOf(sandbox: Sandbox, name: string): string {
  return certificatesOf(fileOf(sandbox, `${PKI}/${name}.crt`), name)[0]?.serial ?? '';
}

/** A new pair with what the old one is for, signed by the authority on disk. */
export function renewed(sandbox: Sandbox, authority: string, options: LeafOptions): MadePair {
  const certificatePem = fileOf(sandbox, `${PKI}/${authority}.crt`).toString();
  const [certificate] = certificatesOf(certificatePem, authority);
  if (certificate === undefined) throw new Error(`no ${authority}`);
  const privateKeyPem = fileOf(sandbox, `${PKI}/${authority}.key`).toString();
  return madeLeaf(options, { certificatePem, privateKeyPem, certificate });
}

/** Puts new bytes in place as the product does: written beside, renamed. */
export async function replace({ root }: Sandbox, path: string, content: string): Promise<void> {
  await writeFile(join(root, `${path}.new`), content, { mode: 0o600 });
  await rename(join(root, `${path}.new`), join(root, path));
}

/** Serial that a port presents in a new handshake; rejects when there is no handshake. */
export function presented(port: number, options: { readonly servername?: string } & ClientPair = {}): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host: '127.0.0.1', port, rejectUnauthorized: false, ...options }, () => {
      resolve(socket.getPeerX509Certificate()?.serialNumber.replace(/^0+/, '') ?? '');
      socket.end();
    });
    socket.on('error', reject);
    socket.on('close', () => reject(new Error('closed before the handshake')));
  });
}

export interface Call extends ClientPair {
  readonly method?: string;
  readonly body?: unknown;
  readonly agent?: RequestOptions['agent'];
}

/** One call of the sandbox's API server, anonymous where no pair is given. */
export function call({ ports }: Sandbox, path: string, { body, ...options }: Call = {}): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const url = new URL(path, `https://127.0.0.1:${ports.apiServer}`);
    const sent = request(url, { rejectUnauthorized: false, agent: false, ...options }, (response) => {
      const parts: Buffer[] = [];
      response.on('data', (part: Buffer) => parts.push(part));
      response.on('end', () => resolve({ status: response.statusCode ?? 0, text: Buffer.concat(parts).toString() }));
      response.on('error', reject);
    });
    sent.on('error', reject);
    sent.end(body === undefined ? undefined : JSON.stringify(body));
  });
}

/** Looks again and again until `look` gives something; fails after `withinMilliseconds`. */
export async function until<T>(look: () => Promise<T | undefined>, withinMilliseconds = 30_000): Promise<T> {
  const end = Date.now() + withinMilliseconds;
  for (;;) {
    const found = await look();
    if (found !== undefined) return found;
    if (Date.now() > end) throw new Error('waited in vain');
    await pause(25);
  }
}
