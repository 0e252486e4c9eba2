import { PerennialError } from '../../core/errors.ts';
import type { KubeletReading, Leaf, Reading } from '../../core/inventory.ts';
import { decodedText } from '../../core/kubeadm/decoded-text.ts';
import { type KubeletConfig, kubeletConfigOf } from '../../core/kubeadm/kubelet-config.ts';
import { KUBELET_CLIENT_LINK, KUBELET_CONFIG, KUBELET_PKI_FOLDER } from '../../core/kubeadm/kubelet-files.ts';
import { CONFIG_FOLDER } from '../../core/kubeadm/layout.ts';
import type { Path } from '../../core/names.ts';
import type { Files } from '../../ports/node.ts';
import { certificatesIn, leafCertificate, privateKeyIn } from './credential-files.ts';
import { readPair } from './kubeadm-leaves.ts';
import { readKubeconfig, readKubeconfigFacts } from './kubeconfig-file.ts';
import type { ObservedWorld } from './observed-world.ts';
import { understood, valueOf } from './reading.ts';

export const KUBELET_KUBECONFIG: Path = `${CONFIG_FOLDER}/kubelet.conf`;

export async function readKubeletConfig(files: Files): Promise<Reading<KubeletConfig>> {
  const content = await files.read(KUBELET_CONFIG);
  return understood(content, ({ bytes }) => kubeletConfigOf(decodedText(bytes, KUBELET_CONFIG), KUBELET_CONFIG));
}

/** The kubelet's own reading and its two certificates. */
export async function readKubelet(
  { files, reach, units }: Pick<ObservedWorld, 'files' | 'reach' | 'units'>,
  config: Reading<KubeletConfig>,
): Promise<{ readonly kubelet: KubeletReading; readonly leaves: readonly Leaf[] }> {
  const [{ kubeconfig, file }, listed, link, runsAsUnit] = await Promise.all([
    readKubeconfigFacts(files, KUBELET_KUBECONFIG),
    files.list(KUBELET_PKI_FOLDER),
    files.linkTarget(KUBELET_CLIENT_LINK).catch(() => undefined),
    reach === 'files' ? false : runsKubelet(units),
  ]);
  const names = valueOf(listed) ?? [];
  const [client, server] = await Promise.all([
    readClient(files, names),
    readServer(files, { config: valueOf(config), names }),
  ]);
  const leaves = [client, server].map((leaf): Leaf => ({ ...leaf, kind: 'kubelet', usedBy: ['kubelet'] }));
  return {
    kubelet: {
      runsAsUnit,
      config: understood(config, ({ rotateCertificates, serverTLSBootstrap, health }) => ({
        rotateCertificates,
        serverTLSBootstrap,
        health,
      })),
      kubeconfig,
      ...(file !== undefined && { kubeconfigFile: file }),
      ...(link !== undefined && { clientLink: link }),
    },
    leaves: reach === 'files' && listed.kind === 'missing' ? leaves.map(notInThisFolder) : leaves,
  };
}

/** Where no init system can be asked, none can be told either. */
async function runsKubelet(units: ObservedWorld['units']): Promise<boolean> {
  try {
    return (await units.state('kubelet')).startedAt !== undefined;
  } catch (thrown) {
    if (thrown instanceof PerennialError) return false;
    throw thrown;
  }
}

type OwnLeaf = Omit<Leaf, 'kind' | 'usedBy'>;

/** The kubelet's order: the file it rotates, else what its kubeconfig holds (k8s.io/client-go util/certificate). */
async function readClient(files: Files, names: readonly string[]): Promise<OwnLeaf> {
  const rotated = KUBELET_CLIENT_LINK;
  const own = await readCombined(files, { name: 'kubelet-client', path: rotated });
  if (own.certificate.kind !== 'missing' || names.includes('kubelet-client-current.pem')) return own;
  const { kubeconfig, ...held } = await readKubeconfig(files, KUBELET_KUBECONFIG);
  if (kubeconfig?.credential !== 'embedded' && held.certificate.kind !== 'read') return own;
  return { name: 'kubelet-client', authority: 'ca', holder: { kind: 'kubeconfig', path: KUBELET_KUBECONFIG }, ...held };
}

/** In the order of cmd/kubelet/app/server.go: files it was given, a certificate of the cluster, the pair it made itself. */
async function readServer(
  files: Files,
  { config, names }: { readonly config: KubeletConfig | undefined; readonly names: readonly string[] },
): Promise<OwnLeaf> {
  const name = 'kubelet-server';
  if (config?.tlsCertFile !== undefined) {
    const paths = { certificatePath: config.tlsCertFile, keyPath: config.tlsPrivateKeyFile ?? config.tlsCertFile };
    return { name, ...(await readPair(files, paths)) };
  }
  const requested = config?.serverTLSBootstrap ?? names.includes('kubelet-server-current.pem');
  if (requested) return await readCombined(files, { name, path: `${KUBELET_PKI_FOLDER}/kubelet-server-current.pem` });
  const paths = { certificatePath: `${KUBELET_PKI_FOLDER}/kubelet.crt`, keyPath: `${KUBELET_PKI_FOLDER}/kubelet.key` };
  return { name, ...(await readPair(files, paths)) };
}

async function readCombined(
  files: Files,
  { name, path }: { readonly name: string; readonly path: Path },
): Promise<OwnLeaf> {
  const content = await files.read(path);
  return {
    name,
    authority: 'ca',
    holder: { kind: 'combined', path },
    ...leafCertificate(certificatesIn(content, path)),
    key: privateKeyIn(content, path),
  };
}

/** A copy of /etc/kubernetes is no node whose kubelet lost its certificates. */
function notInThisFolder(leaf: Leaf): Leaf {
  if (leaf.certificate.kind !== 'missing') return leaf;
  const absent = { kind: 'absent-by-design', why: `this folder holds no ${KUBELET_PKI_FOLDER}` } as const;
  return { ...leaf, certificate: absent, key: absent };
}
