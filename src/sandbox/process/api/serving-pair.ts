import { createPrivateKey, X509Certificate } from 'node:crypto';
import { readFileSync, watch } from 'node:fs';
import type { Server } from 'node:https';
import { dirname } from 'node:path';
import { type Flags, onDisk } from '../command-line.ts';

/** A look even when no event came: the real one has it too, every minute. */
const RECHECK_MILLISECONDS = 1_000;

/**
 * Serves the pair of --tls-cert-file, read again when the folder says that it changed. A certificate and key that do not match are
 * left, the old pair stays in use (k8s.io/apiserver dynamic_serving_content.go). Connections that are open stay as they are.
 */
export function keepServing(server: Server, flag: Flags): void {
  const paths = {
    cert: onDisk(flag('tls-cert-file')),
    key: onDisk(flag('tls-private-key-file')),
    ca: onDisk(flag('client-ca-file')),
  };
  let serving = '';
  const look = () => {
    const found = readWhole(paths);
    if (found === undefined || found.together === serving) return;
    server.setSecureContext(found.context);
    serving = found.together;
  };
  look();
  if (serving === '') throw new Error(`${paths.cert} and ${paths.key} are no pair`);
  watch(dirname(paths.cert), look).on('error', () => undefined);
  setInterval(look, RECHECK_MILLISECONDS);
}

/** The three files, if they can be read and the two of the pair match. */
function readWhole(paths: { readonly cert: string; readonly key: string; readonly ca: string }) {
  try {
    const context = { cert: readFileSync(paths.cert), key: readFileSync(paths.key), ca: readFileSync(paths.ca) };
    if (!new X509Certificate(context.cert).checkPrivateKey(createPrivateKey(context.key))) return undefined;
    return { context, together: Buffer.concat([context.cert, context.key, context.ca]).toString('base64') };
  } catch {
    return undefined;
  }
}
