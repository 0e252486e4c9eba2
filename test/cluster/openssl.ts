import type { Machine } from './lab/machine.ts';

/** Serial of the certificate a port presents, as openssl sees it. */
export async function servedSerial(machine: Machine, host: string, port: number): Promise<string> {
  const script = `openssl s_client -connect ${host}:${port} </dev/null 2>/dev/null | openssl x509 -noout -serial`;
  return serialIn(await machine.mustExec(['sh', '-c', script]));
}

/** Serial of the first certificate in a file, as openssl sees it. */
export async function fileSerial(machine: Machine, path: string): Promise<string> {
  return serialIn(await machine.mustExec(['openssl', 'x509', '-noout', '-serial', '-in', path]));
}

const serialIn = (output: string): string => output.trim().replace('serial=', '').replace(/^0+/, '');
