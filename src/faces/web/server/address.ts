import { isIP } from 'node:net';
import { PerennialError } from '../../../core/errors.ts';

/** Where to listen. Port 0 is one that is free. */
export interface Address {
  readonly host: string;
  readonly port: number;
  readonly isLoopback: boolean;
}

/** `127.0.0.1:9790`, `[::1]:9790`, `localhost:9790`: a name would be whatever DNS says it is. */
export function addressOf(text: string): Address {
  const [, bracketed, plain = '', digits = ''] =
    /^(?:\[([0-9A-Fa-f:.]{2,45})\]|([^:[\]]{1,64})):(\d{1,5})$/.exec(text) ?? [];
  const host = bracketed ?? (plain === 'localhost' ? '127.0.0.1' : plain);
  const port = Number(digits);
  const version = isIP(host);
  if (version === 0 || port > 65_535 || (bracketed !== undefined) !== (version === 6))
    throw new PerennialError('usage', `${JSON.stringify(text.slice(0, 100))} is no address to listen at`, {
      hint: 'give one of this machine with a port: 127.0.0.1:9790, [::1]:9790, 0.0.0.0:9790',
    });
  return { host, port, isLoopback: host === '::1' || host.startsWith('127.') };
}

export function urlOf({ host, port }: Pick<Address, 'host' | 'port'>, scheme: 'http' | 'https'): string {
  return `${scheme}://${host.includes(':') ? `[${host}]` : host}:${String(port)}/`;
}
