import type { FileFacts, Inventory, Reading } from '../../inventory.ts';
import type { Finding } from '../finding.ts';
import type { Rule } from '../rule.ts';
import { certificatePathOf, isForPeopleOnly } from '../subject.ts';
import { dateText } from '../words.ts';

/** A private key that users of this machine who own nothing of it may read or replace. */
export const keyReadable: Rule = (inventory) => {
  const open = keyFiles(inventory).filter(({ file }) => (file.mode & OTHERS) !== 0);
  const seen = new Set<string>();
  return open.flatMap(({ subject, file }): readonly Finding[] => {
    if (seen.has(file.path)) return [];
    seen.add(file.path);
    const may = (file.mode & 0o004) === 0 ? 'replace' : 'read';
    const message = `every user of this machine may ${may} this private key (mode ${(file.mode & 0o777).toString(8).padStart(4, '0')})`;
    return [
      {
        code: 'key-readable',
        severity: 'warning',
        subject,
        path: file.path,
        message,
        mend: `chmod o-rwx ${file.path}`,
      },
    ];
  });
};

/** The group may read: control planes without root keep their keys so (feature gate RootlessControlPlane). */
const OTHERS = 0o006;

interface KeyFile {
  readonly subject: string;
  readonly file: FileFacts;
}

function keyFiles({ authorities, leaves, serviceAccountKey }: Inventory): readonly KeyFile[] {
  return [
    ...authorities.flatMap(({ name, key }) => keyFileOf(name, key)),
    ...leaves.flatMap(({ name, key }) => keyFileOf(name, key)),
    ...keyFileOf('sa', serviceAccountKey.privateKey),
  ];
}

function keyFileOf(subject: string, key: Reading<{ readonly file: FileFacts }>): readonly KeyFile[] {
  return key.kind === 'read' ? [{ subject, file: key.value.file }] : [];
}

/** The credential that no authorisation can stop, left where kubeadm put it. */
export const superAdminPresent: Rule = ({ leaves }) =>
  leaves
    .filter((leaf) => leaf.name === 'super-admin.conf' && leaf.certificate.kind === 'read' && isForPeopleOnly(leaf))
    .map((leaf) => ({
      code: 'super-admin-present',
      severity: 'info',
      subject: leaf.name,
      path: certificatePathOf(leaf),
      message:
        'lies on this node: group system:masters passes every authorisation, and nothing revokes it; keep it elsewhere',
      mend: 'perennial explain super-admin-present',
    }));

/** A file among the manifests that the kubelet obeys like one: it takes any name that does not begin with a dot. */
export const strayManifest: Rule = ({ strayManifests }) =>
  strayManifests.map((path) => ({
    code: 'stray-manifest',
    severity: 'warning',
    subject: path.slice(path.lastIndexOf('/') + 1),
    path,
    message: 'the kubelet runs what this file says, perhaps in place of the real manifest: it takes files of any name',
    mend: `mv ${path} /root/`,
  }));

/** A certificate in a PKI folder that neither kubeadm nor a manifest's flag knows. */
export const unknownCertificate: Rule = ({ leaves, takenAt }) =>
  leaves
    .filter(({ kind, usedBy }) => kind === 'unknown' && usedBy.length === 0)
    .flatMap((leaf): readonly Finding[] => {
      if (leaf.certificate.kind !== 'read') return [];
      const { subject, notAfter } = leaf.certificate.value;
      const ends = notAfter < takenAt ? 'it expired on' : 'it ends on';
      return [
        {
          code: 'unknown-certificate',
          severity: 'info',
          subject: leaf.name,
          path: certificatePathOf(leaf),
          message: `nothing here is known to use this certificate of ${subject.text === '' ? 'no name' : subject.text}; ${ends} ${dateText(notAfter)}`,
          mend: 'perennial explain unknown-certificate',
        },
      ];
    });
