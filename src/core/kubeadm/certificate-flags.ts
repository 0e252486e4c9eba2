import type { ManifestFacts } from '../inventory.ts';
import type { Component, Path } from '../names.ts';

/** A certificate file that flags name, with its key where a flag names that too. */
export interface FlaggedCertificate {
  readonly path: Path;
  readonly keyPath?: Path;
  readonly usedBy: readonly Component[];
}

/** The flag of the key that goes with the flag of a certificate. */
const keyFlags: Readonly<Record<string, string>> = {
  'etcd-certfile': 'etcd-keyfile',
  'tls-cert-file': 'tls-private-key-file',
  'kubelet-client-certificate': 'kubelet-client-key',
  'proxy-client-cert-file': 'proxy-client-key-file',
  'cluster-signing-cert-file': 'cluster-signing-key-file',
  'cert-file': 'key-file',
  'peer-cert-file': 'peer-key-file',
};

/** Every certificate that any flag of the control plane names, each path once: leaves, authorities, SNI pairs, other trust. */
export function certificateFlags(manifests: readonly ManifestFacts[]): readonly FlaggedCertificate[] {
  const named = new Map<Path, FlaggedCertificate>();
  for (const { component, flags, repeated } of manifests) {
    const pairs = (repeated?.[SNI_PAIR] ?? [flags[SNI_PAIR] ?? '']).map(sniPair);
    const others = Object.entries(flags).map(([flag, value]) => certificateAt(flag, value, flags));
    for (const found of [...pairs, ...others]) {
      if (found === undefined) continue;
      const before = named.get(found.path);
      const usedBy = [...new Set([...(before?.usedBy ?? []), component])];
      named.set(found.path, { ...before, ...found, usedBy });
    }
  }
  return [...named.values()];
}

/** Given once for each pair. */
const SNI_PAIR = 'tls-sni-cert-key';

type Named = Pick<FlaggedCertificate, 'path' | 'keyPath'>;

function certificateAt(flag: string, value: string, flags: ManifestFacts['flags']): Named | undefined {
  const isCertificate = flag !== SNI_PAIR && /cert|ca-?file/.test(flag) && !/-(dir|directory|key-file)$/.test(flag);
  if (!isCertificate || !value.startsWith('/')) return undefined;
  const keyPath = flags[keyFlags[flag] ?? ''];
  return { path: value, ...(keyPath?.startsWith('/') && { keyPath }) };
}

/** `cert.crt,cert.key` or `cert.crt,cert.key:name,name`. */
function sniPair(value: string): Named | undefined {
  const [path, keyPath] = (value.split(':')[0] ?? '').split(',');
  if (!path?.startsWith('/')) return undefined;
  return { path, ...(keyPath?.startsWith('/') && { keyPath }) };
}
