import type { Leaf } from '../../inventory.ts';
import type { Certificate, ExtendedKeyUsage } from '../../x509/certificate.ts';
import type { Rule } from '../rule.ts';
import { certificatePathOf, isForPeopleOnly, KUBELET_SERVER, renewalCommand } from '../subject.ts';
import { listed } from '../words.ts';

/** A leaf that may not be used for what it is there for, or that could sign others. */
export const usageWrong: Rule = ({ leaves }) =>
  leaves
    .filter(({ kind }) => kind !== 'unknown')
    .flatMap((leaf) => {
      const problem = leaf.certificate.kind === 'read' ? problemOf(leaf, leaf.certificate.value) : undefined;
      if (problem === undefined) return [];
      return [
        {
          code: 'usage-wrong',
          severity: isForPeopleOnly(leaf) ? 'warning' : 'critical',
          subject: leaf.name,
          path: certificatePathOf(leaf),
          message: problem,
          mend: remakingCommand(leaf),
        },
      ];
    });

function problemOf(leaf: Leaf, certificate: Certificate): string | undefined {
  const lacking = neededUsages(leaf).filter((usage) => !allows(certificate, usage));
  if (lacking.length > 0) return `may not be used for ${listed(lacking)}, so the other side refuses it`;
  return certificate.isAuthority ? 'is an authority itself: whoever has its key can sign for anybody' : undefined;
}

/** A certificate without the extension may be used for anything (RFC 5280 4.2.1.12). */
function allows({ extendedKeyUsages }: Certificate, usage: ExtendedKeyUsage): boolean {
  return extendedKeyUsages.length === 0 || extendedKeyUsages.includes(usage) || extendedKeyUsages.includes(ANY_USAGE);
}

const ANY_USAGE = '2.5.29.37.0';

/** etcd's server is also the client of itself, through its gRPC gateway (etcd-io/etcd#9785); peers connect both ways. */
function neededUsages({ name }: Leaf): readonly ExtendedKeyUsage[] {
  switch (name) {
    case 'apiserver':
    case KUBELET_SERVER:
      return ['serverAuth'];
    case 'etcd-server':
    case 'etcd-peer':
      return ['serverAuth', 'clientAuth'];
    default:
      return ['clientAuth'];
  }
}

/** A renewal keeps usages, so what kubeadm should have made has to be made anew. */
function remakingCommand(leaf: Leaf): string {
  if (leaf.kind !== 'kubeadm') return renewalCommand(leaf) ?? 'perennial explain usage-wrong';
  return 'perennial explain usage-wrong';
}
