import * as z from 'zod/mini';
import { savedNodeReport } from '../cluster/saved-node-report.ts';
import { DAY, type Instant } from '../instant.ts';
import type { NodeName } from '../names.ts';
import { overviewOfReports } from './of-reports.ts';
import type { CertificateOverview, NodeFacts, NodeOverview, NodeSeen } from './overview.ts';

/** Where a document was found: the cluster by its folder, the node by its file. */
export interface FoundUnder {
  readonly node: NodeName;
  readonly cluster?: string;
}

/**
 * A node by what `check -o json` printed there, or by the report it publishes. Anybody may have written it, so nothing in it is longer
 * or more than a node of ours could say, and what cannot be read is shown as that.
 */
export function overviewOfDocument(text: string, found: FoundUnder): NodeOverview {
  return { ...found, seen: seenIn(text, found) };
}

function seenIn(text: string, { node }: FoundUnder): NodeSeen {
  if (text.length > MOST_CHARACTERS) return unreadable('it is far too long');
  const json = jsonIn(text);
  if (json === undefined) return unreadable('it is no JSON');
  if (!kindSchema.safeParse(json).success) return publishedSeen(text, node);
  const { data, error } = documentSchema.safeParse(json);
  if (data === undefined)
    return unreadable(`it is no report of check: ${placeOf(error?.issues[0]?.path ?? [])} is amiss`);
  if (data.node !== node) return unreadable('it is the report of another node');
  return { kind: 'seen', ...factsOf(data) };
}

/** The longest text that is looked into. */
export const MOST_CHARACTERS = 1024 * 1024;

const unreadable = (detail: string): NodeSeen => ({ kind: 'unreadable', detail });

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

function publishedSeen(text: string, node: NodeName): NodeSeen {
  const [overview] = overviewOfReports([{ node, report: savedNodeReport(text, node) }]);
  return overview?.seen ?? unreadable('it is no report of a node');
}

/** Names of fields are ours; anything else might be a stranger's. */
function placeOf([first]: readonly PropertyKey[]): string {
  return typeof first === 'string' && Object.hasOwn(documentFields, first) ? first : 'it';
}

const text = (most: number) => z.string().check(z.maxLength(most));
const word = text(500);
const sentence = text(2000);
const many = <T extends z.core.$ZodType>(what: T, most: number) => z.array(what).check(z.maxLength(most));
const nullish = <T extends z.core.$ZodType>(what: T) => z.optional(z.nullable(what));
const moment = z.pipe(
  z.string().check(
    z.maxLength(40),
    z.refine((value) => !Number.isNaN(Date.parse(value))),
  ),
  z.transform((value): Instant => Date.parse(value)),
);

const factsSchema = z.object({
  serial: word,
  fingerprint: word,
  subject: sentence,
  issuer: sentence,
  notBefore: moment,
  notAfter: moment,
  dnsNames: many(word, 500),
  ipAddresses: many(word, 500),
  otherNames: many(word, 500),
  extendedKeyUsages: many(word, 50),
  key: word,
});

const authorityFields = {
  name: word,
  path: word,
  status: word,
  externallyManaged: nullish(z.boolean()),
  expires: nullish(moment),
  certificate: nullish(factsSchema),
};

const certificateSchema = z.object({
  ...authorityFields,
  kind: z.enum(['kubeadm', 'kubelet', 'copy', 'unknown']),
  authority: nullish(word),
  served: nullish(z.boolean()),
  renewalDue: nullish(moment),
});

const documentFields = {
  kind: z.literal('Report'),
  msg: sentence,
  node: z.string().check(z.regex(/^[a-z0-9.-]{1,253}$/)),
  takenAt: moment,
  status: z.enum(['ok', 'warning', 'critical', 'unknown']),
  kubernetesVersion: nullish(word),
  certificates: many(certificateSchema, 500),
  certificateAuthorities: many(z.object(authorityFields), 100),
  findings: many(
    z.object({
      code: word,
      severity: z.enum(['info', 'warning', 'critical', 'unknown']),
      subject: sentence,
      path: nullish(word),
      message: sentence,
      mend: nullish(sentence),
    }),
    1000,
  ),
  openRuns: many(word, 50),
};

const kindSchema = z.object({ kind: z.literal('Report') });
const documentSchema = z.object(documentFields);
type Document = z.infer<typeof documentSchema>;

function factsOf(document: Document): NodeFacts {
  const { takenAt, status, msg, kubernetesVersion, certificates, certificateAuthorities, findings, openRuns } =
    document;
  return {
    takenAt,
    fromReport: true,
    ...(kubernetesVersion != null && { kubernetesVersion }),
    look: DAY,
    verdict: { status, sentence: msg },
    findings: findings.map(({ path, mend, ...finding }) => ({
      ...finding,
      ...(path != null && { path }),
      ...(mend != null && { mend }),
    })),
    certificates: [
      ...certificateAuthorities.map((authority) => ({ ...authorityOverview(authority), kind: 'authority' as const })),
      ...certificates.map(certificateOverview),
    ],
    unreadable: [],
    openRuns,
    runsUnseen: true,
    conditions: [],
  };
}

function certificateOverview(item: Document['certificates'][number]): CertificateOverview {
  const { kind, authority, served, renewalDue } = item;
  return {
    ...authorityOverview(item),
    kind,
    ...(authority != null && { authority }),
    ...(served != null && { served }),
    ...(renewalDue != null && { renewalDueAt: renewalDue }),
  };
}

function authorityOverview(item: Document['certificateAuthorities'][number]): Omit<CertificateOverview, 'kind'> {
  const { name, path, status, externallyManaged, expires, certificate } = item;
  return {
    name,
    path,
    status,
    usedBy: [],
    ...(externallyManaged != null && { externallyManaged }),
    ...(expires != null && { expiresAt: expires }),
    ...(certificate != null && detailsOf(certificate)),
  };
}

function detailsOf({ dnsNames, ipAddresses, otherNames, extendedKeyUsages, ...told }: z.infer<typeof factsSchema>) {
  return { ...told, names: [...dnsNames, ...ipAddresses, ...otherNames], usages: extendedKeyUsages };
}
