import { readFileSync, rmSync } from 'node:fs';
import { createServer as createHttpServer } from 'node:http';
import { createServer } from 'node:https';
import { TLSSocket } from 'node:tls';
import { parse } from 'yaml';
import { flagsOf, onDisk } from './command-line.ts';
import { endWithParent, parentSaysBegin, sayReady } from './lifeline.ts';
import { serveRuntime } from './runtime/runtime-server.ts';
import { runStaticPods } from './runtime/static-pods.ts';

interface KubeletConfiguration {
  readonly port: number;
  readonly healthzPort: number;
  readonly staticPodPath: string;
  readonly containerRuntimeEndpoint: string;
  readonly authentication: { readonly x509: { readonly clientCAFile: string } };
}

// The kubelet and the container runtime in one: runs the static pods, serves the runtime's socket and the kubelet's two ports.
endWithParent();
await parentSaysBegin();
const flag = flagsOf(process.argv.slice(2));
const config = parse(readFileSync(onDisk(flag('config')), 'utf8')) as KubeletConfiguration;
const runtimeSocket = onDisk(config.containerRuntimeEndpoint.replace('unix://', ''));
process.env['SANDBOX_KUBELET_PORT'] = String(config.port);

rmSync(runtimeSocket, { force: true });
const pods = runStaticPods(onDisk(config.staticPodPath));
await serveRuntime(runtimeSocket, () => pods.workers().flatMap((worker) => worker.containers()));
serveKubelet();
await Promise.all(pods.workers().map(({ ready }) => ready));
sayReady();

/** The self-signed pair, read once; anonymous requests are refused, as kubeadm configures it. */
function serveKubelet(): void {
  const pair = {
    cert: readFileSync(onDisk('/var/lib/kubelet/pki/kubelet.crt')),
    key: readFileSync(onDisk('/var/lib/kubelet/pki/kubelet.key')),
    ca: readFileSync(onDisk(config.authentication.x509.clientCAFile)),
  };
  const server = createServer({ ...pair, requestCert: true, rejectUnauthorized: false }, (request, response) => {
    const accepted = request.socket instanceof TLSSocket && request.socket.authorized;
    const known = (request.url ?? '').split('?')[0] === '/healthz';
    response.writeHead(accepted ? (known ? 200 : 404) : 401).end(accepted && known ? 'ok' : '');
  });
  server.listen(config.port, '127.0.0.1');
  createHttpServer((_request, response) => response.end('ok')).listen(config.healthzPort, '127.0.0.1');
}
