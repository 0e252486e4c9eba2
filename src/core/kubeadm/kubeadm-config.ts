import type { KubeadmConfig } from '../inventory.ts';
import type { Path } from '../names.ts';
import type { KeyAlgorithm } from '../x509/certificate.ts';
import { goDurationSeconds } from './go-duration.ts';
import { versionNumbers } from './version.ts';
import { at, malformed, textOf, yamlTexts } from './yaml-text.ts';

/** kubeadm's configuration, and what it says of the layout. */
export interface ParsedKubeadmConfig extends KubeadmConfig {
  readonly certificatesFolder?: Path;
  readonly externalEtcd: boolean;
}

/**
 * The ClusterConfiguration in a text: alone, among kubeadm's other documents, or in the ConfigMap kubeadm-config.
 * Versions v1beta1 to v1beta4; fields that a version does not have are ignored, as kubeadm does. Throws `file-malformed`.
 */
export function kubeadmConfigOf(
  text: string,
  source: 'file' | 'cluster',
  file = 'kubeadm-config',
): ParsedKubeadmConfig {
  const documents = yamlTexts(text, file).map(({ plain }) => plain);
  const configuration = documents.find((plain) => at(plain, 'kind') === 'ClusterConfiguration');
  if (configuration !== undefined) return configOf(configuration, source, file);
  const wrapped = documents
    .map((plain) => textOf(at(plain, 'data', 'ClusterConfiguration')))
    .find((inner) => inner !== undefined);
  if (wrapped === undefined) throw malformed(file, 'it holds no ClusterConfiguration of kubeadm');
  const [inner] = yamlTexts(wrapped, file);
  if (at(inner?.plain, 'kind') !== 'ClusterConfiguration')
    throw malformed(file, 'it holds no ClusterConfiguration of kubeadm');
  return configOf(inner?.plain, source, file);
}

function configOf(configuration: unknown, source: 'file' | 'cluster', file: string): ParsedKubeadmConfig {
  const apiVersion = textOf(at(configuration, 'apiVersion')) ?? '';
  if (!apiVersion.startsWith('kubeadm.k8s.io/')) throw malformed(file, `apiVersion "${apiVersion}" is not kubeadm's`);
  const kubernetesVersion = versionOf(textOf(at(configuration, 'kubernetesVersion')));
  const clusterName = textOf(at(configuration, 'clusterName'));
  const certificatesFolder = textOf(at(configuration, 'certificatesDir'));
  const early = /\/v1(alpha\d+|beta[123])$/.test(apiVersion);
  return {
    source,
    externalEtcd: isObject(at(configuration, 'etcd', 'external')),
    ...(early ? earlyAlgorithm(configuration) : algorithmAndValidity(configuration, file)),
    ...(kubernetesVersion === undefined ? {} : { kubernetesVersion }),
    ...(clusterName === undefined ? {} : { clusterName }),
    ...(certificatesFolder?.startsWith('/')
      ? { certificatesFolder: certificatesFolder.replace(/(?<=.)\/+$/, '') }
      : {}),
  };
}

/** Before v1beta4 a feature gate decided between the two algorithms there were. */
function earlyAlgorithm(configuration: unknown): { readonly encryptionAlgorithm: KeyAlgorithm } {
  const ecdsa = at(configuration, 'featureGates', 'PublicKeysECDSA');
  return { encryptionAlgorithm: ecdsa === true || ecdsa === 'true' ? 'ECDSA-P256' : 'RSA-2048' };
}

const algorithms: readonly KeyAlgorithm[] = ['RSA-2048', 'RSA-3072', 'RSA-4096', 'ECDSA-P256', 'ECDSA-P384'];

function algorithmAndValidity(
  configuration: unknown,
  file: string,
): { readonly encryptionAlgorithm: KeyAlgorithm; readonly certificateValiditySeconds?: number } {
  const written = textOf(at(configuration, 'encryptionAlgorithm')) ?? '';
  const encryptionAlgorithm = written === '' ? 'RSA-2048' : algorithms.find((algorithm) => algorithm === written);
  if (encryptionAlgorithm === undefined)
    throw malformed(file, `encryptionAlgorithm "${written}" is none of ${algorithms.join(', ')}`);
  const period = textOf(at(configuration, 'certificateValidityPeriod'));
  if (period === undefined) return { encryptionAlgorithm };
  const seconds = goDurationSeconds(period);
  if (seconds === undefined || seconds <= 0)
    throw malformed(file, `certificateValidityPeriod "${period}" is no duration such as 8760h`);
  return { encryptionAlgorithm, certificateValiditySeconds: seconds };
}

/** A version proper; `stable-1` and the like say nothing. */
function versionOf(written: string | undefined): string | undefined {
  if (written === undefined || versionNumbers(written) === undefined) return undefined;
  return written.startsWith('v') ? written : `v${written}`;
}

const isObject = (value: unknown): boolean => typeof value === 'object' && value !== null;
