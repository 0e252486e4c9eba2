import type { FileFacts, KubeconfigFacts, Leaf, PrivateKey, Reading } from '../../core/inventory.ts';
import { decodedText } from '../../core/kubeadm/decoded-text.ts';
import { kubeconfigFactsOf, kubeconfigOf, type ParsedKubeconfig } from '../../core/kubeadm/kubeconfig.ts';
import type { Path } from '../../core/names.ts';
import type { Certificate } from '../../core/x509/certificate.ts';
import { certificatesOf } from '../../core/x509/pem.ts';
import { privateKeyFactsOf } from '../../core/x509/private-key.ts';
import type { FileContent, Files } from '../../ports/node.ts';
import { certificateFile, leafCertificate, type LeafCertificate, privateKeyFile } from './credential-files.ts';
import { folderOf, pathFrom, understood, valueOf } from './reading.ts';

/** What a leaf held in a kubeconfig consists of. */
export type KubeconfigLeaf = LeafCertificate & Pick<Leaf, 'key' | 'kubeconfig'>;

/** Which context of the text counts; undefined when none does. */
export type Choice = (text: string, path: Path) => ParsedKubeconfig | undefined;

const nothingOfThisCluster = {
  kind: 'absent-by-design',
  why: 'it holds no client certificate for this cluster',
} as const;

/** Certificate, key and trust of a kubeconfig's context, embedded or in the files it names. */
export async function readKubeconfig(files: Files, path: Path, choice: Choice = kubeconfigOf): Promise<KubeconfigLeaf> {
  const content = await files.read(path);
  const parsed = understood(content, ({ bytes }) => choice(decodedText(bytes, path), path));
  if (content.kind !== 'read') return { certificate: content, chain: [], key: content };
  const file = content.value.facts;
  if (parsed.kind !== 'read') return { certificate: parsed, chain: [], key: parsed, file };
  if (parsed.value === undefined) {
    return { certificate: nothingOfThisCluster, chain: [], key: nothingOfThisCluster, file };
  }
  const [own, key, kubeconfig] = await Promise.all([
    certificateIn(files, path, parsed.value),
    keyIn(files, { path, parsed: parsed.value, content: content.value }),
    factsIn(files, path, parsed.value),
  ]);
  return { ...own, file, key, kubeconfig };
}

/** The current context's facts alone, and the file. */
export async function readKubeconfigFacts(
  files: Files,
  path: Path,
): Promise<{ readonly kubeconfig: Reading<KubeconfigFacts>; readonly file?: FileFacts }> {
  const content = await files.read(path);
  const parsed = understood(content, ({ bytes }) => kubeconfigOf(decodedText(bytes, path), path));
  const facts = valueOf(content)?.facts;
  const file = facts === undefined ? {} : { file: facts };
  if (parsed.kind !== 'read') return { kubeconfig: parsed, ...file };
  return { kubeconfig: { kind: 'read', value: await factsIn(files, path, parsed.value) }, ...file };
}

async function certificateIn(files: Files, path: Path, parsed: ParsedKubeconfig): Promise<LeafCertificate> {
  const { certificatePem, certificatePath } = parsed;
  if (certificatePem !== undefined) {
    return leafCertificate({ certificates: understood(read(certificatePem), (pem) => certificatesOf(pem, path)) });
  }
  if (certificatePath === undefined) return { certificate: { kind: 'missing' }, chain: [] };
  return leafCertificate(await certificateFile(files, pathFrom(folderOf(path), certificatePath)));
}

async function keyIn(
  files: Files,
  held: { readonly path: Path; readonly parsed: ParsedKubeconfig; readonly content: FileContent },
): Promise<Reading<PrivateKey>> {
  const { path, content, parsed } = held;
  const { privateKeyPem, keyPath } = parsed;
  if (privateKeyPem !== undefined) {
    return understood(read(content.facts), (file) => ({ facts: privateKeyFactsOf(privateKeyPem(), path), file }));
  }
  if (keyPath === undefined) return { kind: 'missing' };
  return await privateKeyFile(files, pathFrom(folderOf(path), keyPath));
}

async function factsIn(files: Files, path: Path, parsed: ParsedKubeconfig): Promise<KubeconfigFacts> {
  const trusted = await trustIn(files, path, parsed);
  return kubeconfigFactsOf(
    parsed,
    (valueOf(trusted) ?? []).map(({ fingerprint }) => fingerprint),
  );
}

async function trustIn(
  files: Files,
  path: Path,
  { authorityPem, authorityPath }: ParsedKubeconfig,
): Promise<Reading<readonly Certificate[]>> {
  if (authorityPem !== undefined) return understood(read(authorityPem), (pem) => certificatesOf(pem, path));
  if (authorityPath === undefined) return { kind: 'missing' };
  return (await certificateFile(files, pathFrom(folderOf(path), authorityPath))).certificates;
}

const read = <T>(value: T): Reading<T> => ({ kind: 'read', value });
