import { X509Certificate } from 'node:crypto';
import { createServer } from 'node:https';
import { flagsOf, onDisk } from './command-line.ts';
import { type Credential, readCredential } from './kubeconfig.ts';
import { stand } from './leader-election.ts';
import { endWithParent, sayReady } from './lifeline.ts';
import { ownPair } from './own-certificate.ts';

/**
 * Runs what matters of a controller manager or scheduler to certificates: its credential, read once; its lease; and its own serving
 * pair, made in memory for a year from now, which only another start replaces.
 */
export function runLeadingComponent({
  lease,
  releasesLease,
}: {
  readonly lease: string;
  readonly releasesLease: boolean;
}): void {
  endWithParent();
  const flag = flagsOf(process.argv.slice(2));
  const credential = readCredential(onDisk(flag('kubeconfig')));
  const server = createServer(ownPair({ name: 'localhost', years: 1 }), (request, response) => {
    const path = (request.url ?? '').split('?')[0];
    const known = path === '/healthz' || path === '/livez' || path === '/readyz';
    response.writeHead(known ? 200 : 403, { 'content-type': 'text/plain' }).end(known ? 'ok' : 'forbidden');
  });
  server.listen(Number(flag('secure-port')), flag('bind-address'), () => {
    let said = false;
    const settled = () => {
      if (!said) sayReady();
      said = true;
    };
    const standing = stand({ lease, credential, settled });
    if (hasRunOut(credential)) settled();
    process.on('SIGTERM', () => {
      if (releasesLease) void standing.release().finally(() => process.exit(0));
      else process.exit(0);
    });
  });
}

/** Then it will never lead, and whoever waits for it waits for nothing more. */
function hasRunOut({ cert }: Credential): boolean {
  return new X509Certificate(cert).validToDate.getTime() < Date.now();
}
