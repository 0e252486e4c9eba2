import type { FileFacts, PrivateKey, Reading } from '../../core/inventory.ts';
import type { Path } from '../../core/names.ts';
import type { Certificate } from '../../core/x509/certificate.ts';
import { certificatesOf } from '../../core/x509/pem.ts';
import { privateKeyFactsOf } from '../../core/x509/private-key.ts';
import type { FileContent, Files } from '../../ports/node.ts';
import { understood, valueOf } from './reading.ts';

/** The certificates of a file, at least one, and the file. */
export interface CertificateFile {
  readonly certificates: Reading<readonly Certificate[]>;
  readonly file?: FileFacts;
  /** Where links led. */
  readonly resolved?: Path;
}

/** What the inventory says of one certificate with what follows it in its file. */
export interface LeafCertificate {
  readonly certificate: Reading<Certificate>;
  readonly chain: readonly Certificate[];
  readonly file?: FileFacts;
}

export async function certificateFile(files: Files, path: Path): Promise<CertificateFile> {
  return certificatesIn(await files.read(path), path);
}

export function certificatesIn(content: Reading<FileContent>, path: Path): CertificateFile {
  const certificates = understood(content, ({ bytes }) => certificatesOf(bytes, path));
  const found = valueOf(content);
  return { certificates, ...(found !== undefined && { file: found.facts, resolved: found.resolved }) };
}

export function leafCertificate({ certificates, file }: CertificateFile): LeafCertificate {
  const [, ...chain] = valueOf(certificates) ?? [];
  return { certificate: firstOf(certificates), chain, ...(file !== undefined && { file }) };
}

export async function privateKeyFile(files: Files, path: Path): Promise<Reading<PrivateKey>> {
  return privateKeyIn(await files.read(path), path);
}

export function privateKeyIn(content: Reading<FileContent>, path: Path): Reading<PrivateKey> {
  return understood(content, ({ bytes, facts }) => ({ facts: privateKeyFactsOf(bytes, path), file: facts }));
}

function firstOf(certificates: Reading<readonly Certificate[]>): Reading<Certificate> {
  if (certificates.kind !== 'read') return certificates;
  const [value] = certificates.value;
  return value === undefined ? { kind: 'missing' } : { kind: 'read', value };
}
