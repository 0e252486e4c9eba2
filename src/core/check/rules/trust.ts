import type { Authority, Container, Inventory, ManifestFacts } from '../../inventory.ts';
import type { AuthorityName, Component } from '../../names.ts';
import type { Certificate } from '../../x509/certificate.ts';
import type { Finding } from '../finding.ts';
import type { Rule } from '../rule.ts';
import { signerOf } from '../trust-path.ts';
import { dateText } from '../words.ts';

interface TrustFlag {
  readonly component: Component;
  readonly flag: string;
  readonly authority: AuthorityName;
  /** Whether the process reads the file only when it starts. */
  readonly readOnce: boolean;
}

/** Which file each component verifies others with. etcd reloads no trust file in any release; kube-apiserver not that of etcd. */
const trustFlags: readonly TrustFlag[] = [
  { component: 'etcd', flag: 'trusted-ca-file', authority: 'etcd-ca', readOnce: true },
  { component: 'etcd', flag: 'peer-trusted-ca-file', authority: 'etcd-ca', readOnce: true },
  { component: 'kube-apiserver', flag: 'etcd-cafile', authority: 'etcd-ca', readOnce: true },
  { component: 'kube-apiserver', flag: 'client-ca-file', authority: 'ca', readOnce: false },
  { component: 'kube-apiserver', flag: 'requestheader-client-ca-file', authority: 'front-proxy-ca', readOnce: false },
  { component: 'kube-controller-manager', flag: 'root-ca-file', authority: 'ca', readOnce: true },
  { component: 'kube-controller-manager', flag: 'client-ca-file', authority: 'ca', readOnce: false },
];

/** A component that does not trust what its authority signs: by the file its flag names, or because it started before the file changed. */
export const authorityNotTrusted: Rule = (inventory) => {
  const found = trustFlags.flatMap((row) => {
    const manifest = inventory.layout.manifests.find(({ component }) => component === row.component);
    return manifest === undefined
      ? []
      : [...wrongFile(row, manifest, inventory), ...startedBefore(row, manifest, inventory)];
  });
  return found.filter(({ message }, index) => found.findIndex((other) => other.message === message) === index);
};

function wrongFile(row: TrustFlag, manifest: ManifestFacts, { authorities }: Inventory): readonly Finding[] {
  const path = manifest.flags[row.flag];
  const expected = authorities.find(({ name }) => name === row.authority);
  if (path === undefined || path === '' || expected === undefined || path === expected.certificatePath) return [];
  const named = authorities.find(({ certificatePath }) => certificatePath === path);
  const names = `${row.component} verifies with ${path} (--${row.flag})`;
  const about = { code: 'authority-not-trusted', subject: row.authority, path: manifest.path } as const;
  const mend = 'perennial explain authority-not-trusted';
  if (named?.members.kind !== 'read') {
    return [
      {
        ...about,
        severity: 'unknown',
        message: `${names}, which was not compared with ${expected.certificatePath}`,
        mend,
      },
    ];
  }
  const signer = signerOf(expected);
  if (signer === undefined || holds(named.members.value, signer)) return [];
  return [
    { ...about, severity: 'critical', message: `${names}, which does not hold the authority ${row.authority}`, mend },
  ];
}

const holds = (members: readonly Certificate[], wanted: Certificate): boolean =>
  members.some(({ fingerprint }) => fingerprint === wanted.fingerprint);

/** Only an authority that did not exist when the process started is certainly unknown to it: a file's ctime also changes by a chmod. */
function startedBefore(
  row: TrustFlag,
  { flags }: ManifestFacts,
  { authorities, containers }: Inventory,
): readonly Finding[] {
  const container = containers.find(({ component }) => component === row.component);
  const authority = authorities.find(({ certificatePath }) => certificatePath === flags[row.flag]);
  if (!row.readOnce || container === undefined || authority?.members.kind !== 'read') return [];
  const young = authority.members.value.filter(({ notBefore }) => notBefore > container.startedAt);
  return young.length === 0 ? [] : [startedBeforeFinding(authority, young, container)];
}

function startedBeforeFinding(authority: Authority, young: readonly Certificate[], container: Container): Finding {
  const signer = signerOf(authority);
  const { component, startedAt } = container;
  return {
    code: 'authority-not-trusted',
    severity: signer !== undefined && holds(young, signer) ? 'critical' : 'warning',
    subject: authority.name,
    path: authority.certificatePath,
    message: `${component} runs since ${dateText(startedAt)} and reads this file only when it starts, so it does not trust the authority added since`,
    mend: `perennial restart ${component}`,
  };
}
