import { readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { localStore } from '../../../src/adapters/local/store.ts';
import { systemKeys } from '../../../src/adapters/system/keys.ts';
import type { Path } from '../../../src/core/names.ts';
import { assembledPem, toBeSigned } from '../../../src/core/x509/issue.ts';
import { certificatesOf } from '../../../src/core/x509/pem.ts';
import type { Certificate } from '../../../src/core/x509/certificate.ts';
import type { Store } from '../../../src/ports/node.ts';
import type { LineOf, LoopReport, LoopRequest } from '../etcd-handshakes.ts';

/**
 * Replaces one pair again and again, by the very call a renewal makes, with two successors in turn that are issued
 * beforehand; then puts the first pair back. Argument: a LoopRequest in JSON; prints its report.
 */
async function main(): Promise<void> {
  const request = JSON.parse(process.argv[2] ?? '') as LoopRequest;
  const store = localStore({ root: '/', folder: '/var/lib/perennial-loop', runId: request.policy });
  const [live] = certificatesOf(textOf(request.certificatePath), request.certificatePath);
  if (live === undefined) throw new Error(`${request.certificatePath} holds no certificate`);
  await store.save('first.crt', textOf(request.certificatePath));
  await store.save('first.key', textOf(request.keyPath));
  for (const as of ['even', 'odd']) await issue(as, live, store, request);
  const took: number[] = [];
  const begin = performance.now();
  for (let round = 1; round <= request.times; round += 1) {
    const before = performance.now();
    await store.installAll(changesTo(round % 2 === 0 ? 'even' : 'odd', request));
    took.push(performance.now() - before);
    await pause(request.pauseMs);
  }
  const seconds = Math.round(performance.now() - begin) / 1000;
  await store.installAll(changesTo('first', { ...request, policy: 'new key' }));
  const medianMs = Math.round((took.toSorted((a, b) => a - b)[Math.floor(took.length / 2)] ?? 0) * 100) / 100;
  const line: LineOf<LoopReport> = { kind: 'report', report: { replacements: took.length, seconds, medianMs } };
  process.stdout.write(`${JSON.stringify(line)}\n`);
}

/** As core/plan orders them: the key, where there is a new one, and then the certificate. */
function changesTo(as: string, request: LoopRequest): Parameters<Store['installAll']>[0] {
  const made = (ending: string, path: Path) => ({ content: { kind: 'made', as: `${as}.${ending}` } as const, path });
  const certificate = made('crt', request.certificatePath);
  return request.policy === 'reuse key' ? [certificate] : [made('key', request.keyPath), certificate];
}

async function issue(as: string, live: Certificate, store: Store, request: LoopRequest): Promise<void> {
  const { subject, dnsNames, ipAddresses, extendedKeyUsages, notBefore, notAfter } = live;
  const [signer] = certificatesOf(textOf(request.authorityPath), request.authorityPath);
  if (signer === undefined) throw new Error(`${request.authorityPath} holds no certificate`);
  const keys = systemKeys(async (path) => textOf(path));
  const own = request.policy === 'new key' ? await keys.generate('RSA-2048') : undefined;
  const { bytes, digest } = toBeSigned({
    request: { ...subject, dnsNames, ipAddresses, extendedKeyUsages, notBefore, notAfter },
    publicKey: own?.publicKey ?? (await keys.publicKeyOf(request.keyPath)),
    serial: keys.serial(),
    signer,
  });
  await store.save(`${as}.crt`, assembledPem(bytes, await keys.sign(request.authorityKeyPath, bytes, digest)));
  if (own !== undefined) await store.save(`${as}.key`, own.privateKeyPem);
}

function textOf(path: Path): string {
  return readFileSync(path, 'utf8');
}

await main();
