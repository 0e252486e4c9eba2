import { readFileSync } from 'node:fs';

/** What a component takes from its kubeconfig, once, at start (client-go: embedded data is static for the process' life). */
export interface Credential {
  readonly server: URL;
  readonly ca: Buffer;
  readonly cert: Buffer;
  readonly key: Buffer;
}

/**
 * Reads a kubeconfig of one cluster and one user with everything embedded, as kubeadm writes them: each value stands on the line of its
 * key. A YAML library would take longer to load than these processes take to start.
 */
export function readCredential(path: string): Credential {
  const text = readFileSync(path, 'utf8');
  const value = (key: string) => {
    const found = new RegExp(`^\\s+${key}: "?([^\\s"]+)"?\\s*$`, 'm').exec(text)?.[1];
    if (found === undefined) throw new Error(`${path} has no ${key}`);
    return found;
  };
  return {
    server: new URL(value('server')),
    ca: Buffer.from(value('certificate-authority-data'), 'base64'),
    cert: Buffer.from(value('client-certificate-data'), 'base64'),
    key: Buffer.from(value('client-key-data'), 'base64'),
  };
}
