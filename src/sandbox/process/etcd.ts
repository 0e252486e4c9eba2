import { createServer } from 'node:http';
import { flagsOf, onDisk } from './command-line.ts';
import { etcdAnswer, mutualTlsServer } from './etcd-listener.ts';
import { endWithParent, sayReady } from './lifeline.ts';

// What matters of etcd to certificates: its ports and how they read the pair (etcd-listener.ts). Nothing is stored.
endWithParent();
const flag = flagsOf(process.argv.slice(2));
const client = mutualTlsServer({
  certificatePath: onDisk(flag('cert-file')),
  keyPath: onDisk(flag('key-file')),
  authorityPath: onDisk(flag('trusted-ca-file')),
  member: { name: flag('name'), clientUrl: flag('advertise-client-urls'), peerUrl: flag('listen-peer-urls') },
});
const peer = mutualTlsServer({
  certificatePath: onDisk(flag('peer-cert-file')),
  keyPath: onDisk(flag('peer-key-file')),
  authorityPath: onDisk(flag('peer-trusted-ca-file')),
});
const [clientUrl, peerUrl, metricsUrl] = ['listen-client-urls', 'listen-peer-urls', 'listen-metrics-urls'].map(
  (name) => new URL(flag(name)),
) as [URL, URL, URL];

client.listen(Number(clientUrl.port), clientUrl.hostname, () =>
  peer.listen(Number(peerUrl.port), peerUrl.hostname, () =>
    createServer(etcdAnswer).listen(Number(metricsUrl.port), metricsUrl.hostname, sayReady),
  ),
);
process.on('SIGTERM', () => process.exit(0));
