import type { Path } from '../names.ts';
import type { KubeletAddress } from './endpoints.ts';
import { at, malformed, textOf, yamlText } from './yaml-text.ts';

/** The kubelet's configuration file as far as certificates depend on it. */
export interface KubeletConfig {
  readonly rotateCertificates: boolean;
  readonly serverTLSBootstrap: boolean;
  readonly tlsCertFile?: Path;
  readonly tlsPrivateKeyFile?: Path;
  readonly staticPodPath?: Path;
  readonly address: KubeletAddress;
  /** Plain HTTP; port 0: not at all. */
  readonly health: KubeletAddress;
}

/** A KubeletConfiguration with its defaults (k8s.io/kubelet config/v1beta1/types.go). Throws `file-malformed`. */
export function kubeletConfigOf(text: string, file: string): KubeletConfig {
  const plain = yamlText(text, file)?.plain;
  if (at(plain, 'kind') !== 'KubeletConfiguration') throw malformed(file, 'it is no KubeletConfiguration');
  const path = (key: string): Path | undefined => textOf(at(plain, key)) || undefined;
  const [tlsCertFile, tlsPrivateKeyFile, staticPodPath] = ['tlsCertFile', 'tlsPrivateKeyFile', 'staticPodPath'].map(
    path,
  );
  return {
    rotateCertificates: isTrue(at(plain, 'rotateCertificates')),
    serverTLSBootstrap: isTrue(at(plain, 'serverTLSBootstrap')),
    ...(tlsCertFile !== undefined && { tlsCertFile }),
    ...(tlsPrivateKeyFile !== undefined && { tlsPrivateKeyFile }),
    ...(staticPodPath !== undefined && { staticPodPath: staticPodPath.replace(/(?<=.)\/+$/, '') }),
    address: addressOf(plain),
    health: healthOf(plain),
  };
}

/** As YAML 1.1 spells it, which the kubelet reads (sigs.k8s.io/yaml): our reader takes `yes` for a word. */
const isTrue = (value: unknown): boolean =>
  value === true || (typeof value === 'string' && /^(y|Y|yes|Yes|YES|on|On|ON|true|True|TRUE)$/.test(value));

function addressOf(plain: unknown): KubeletAddress {
  const listens = textOf(at(plain, 'address')) ?? '0.0.0.0';
  const port = at(plain, 'port');
  return {
    host: ['0.0.0.0', '::', ''].includes(listens) ? '127.0.0.1' : listens,
    port: typeof port === 'number' && port > 0 && port < 65536 ? port : 10250,
  };
}

function healthOf(plain: unknown): KubeletAddress {
  const port = at(plain, 'healthzPort');
  return {
    host: textOf(at(plain, 'healthzBindAddress')) || '127.0.0.1',
    port: typeof port === 'number' ? port : 10248,
  };
}
