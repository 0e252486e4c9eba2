import * as z from 'zod/mini';
import type { Reading } from '../inventory.ts';
import type { NodeName } from '../names.ts';
import { conditionTypes } from './condition.ts';
import { limits, type NodeReport } from './node-report.ts';

/** The longest text that is looked into: what a ConfigMap can hold. */
const MOST_CHARACTERS = 1024 * 1024;

/**
 * What was found under the name of a node as its report: anybody may have written it, and another version. Fields that this one does
 * not know are left out; nothing that is read is longer than a report of ours.
 */
export function savedNodeReport(text: string, node: NodeName): Reading<NodeReport> {
  if (text.length > MOST_CHARACTERS) return { kind: 'unreadable', reason: 'too-large', detail: 'it is far too long' };
  const json = jsonIn(text);
  if (json === undefined) return unreadable('it is no JSON');
  const isOurs = formatSchema.safeParse(json);
  if (isOurs.success && isOurs.data.format !== 1)
    return unreadable(`it has format ${String(isOurs.data.format)}, and this version of perennial knows 1`);
  const parsed = reportSchema.safeParse(json);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    return unreadable(`it is no report of a node: ${placeOf(issue?.path ?? [])} is not what it should be`);
  }
  if (parsed.data.node !== node) return unreadable('it is the report of another node');
  return { kind: 'read', value: parsed.data };
}

const unreadable = (detail: string): Reading<never> => ({ kind: 'unreadable', reason: 'parse', detail });

/** Names of fields are ours; anything else might be a stranger's. */
function placeOf(path: readonly PropertyKey[]): string {
  const [first] = path;
  return typeof first === 'string' && Object.hasOwn(fields, first) ? first : 'it';
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

const formatSchema = z.object({ format: z.int() });

/** Characters as JavaScript counts them; a little more than is written, for texts of other versions. */
const text = (most: number) => z.string().check(z.maxLength(most));
const word = text(2 * limits.word);
const sentence = text(2 * limits.sentence);
/** As far as `Date` counts (ECMA-262, 21.4.1.1). */
const instant = z.number().check(z.minimum(-8.64e15), z.maximum(8.64e15));
const digest = z.string().check(z.regex(/^[0-9a-f]{64}$/));
const many = <T extends z.core.$ZodType>(what: T, most: number) => z.array(what).check(z.maxLength(most));

const run = z.object({
  id: word,
  intent: z.enum(['renew', 'restart', 'kubeconfig', 'rollback', 'rescue', 'abandon']),
  state: z.enum(['not-started', 'complete', 'open', 'rolled-back', 'abandoned']),
  endedAt: z.exactOptional(instant),
  reason: z.exactOptional(sentence),
});

const severity = z.enum(['info', 'warning', 'critical', 'unknown']);
const verdictStatus = z.enum(['ok', 'warning', 'critical', 'unknown']);
const finding = z.object({ code: word, severity, subject: sentence, message: sentence });
const condition = z.object({
  type: z.enum(conditionTypes),
  status: z.enum(['True', 'False', 'Unknown']),
  reason: word,
  message: sentence,
  lastTransitionTime: instant,
});

const certificate = {
  notAfter: instant,
  serial: word,
  status: z.exactOptional(word),
  path: z.exactOptional(sentence),
  subject: z.exactOptional(sentence),
  issuer: z.exactOptional(sentence),
};
const member = z.object({ ...certificate, fingerprint: digest, notBefore: instant });

const fields = {
  format: z.literal(1),
  node: z.string().check(z.regex(/^[a-z0-9.-]{1,253}$/)),
  takenAt: instant,
  version: word,
  kubernetesVersion: z.exactOptional(word),
  /** From a minute to the longest that the configuration allows. */
  look: z.number().check(z.minimum(60_000), z.maximum(31 * 86_400_000)),
  verdict: z.object({ status: verdictStatus, sentence }),
  findings: many(finding, limits.findings),
  findingsLeftOut: z.int().check(z.minimum(0)),
  certificates: many(
    z.object({
      ...certificate,
      name: word,
      authority: z.exactOptional(word),
      kind: z.exactOptional(z.enum(['kubeadm', 'kubelet'])),
      notBefore: z.exactOptional(instant),
      renewalDueAt: z.exactOptional(instant),
      served: z.exactOptional(z.boolean()),
      fingerprint: z.exactOptional(digest),
    }),
    limits.certificates,
  ),
  authorities: many(
    z.object({
      name: word,
      fingerprints: many(digest, limits.members),
      members: z.exactOptional(many(member, limits.members)),
    }),
    limits.authorities,
  ),
  serviceAccountKey: z.exactOptional(digest),
  clockOffsetMilliseconds: z.exactOptional(z.number()),
  due: many(z.object({ name: word, end: instant }), limits.certificates),
  nextOpening: z.exactOptional(z.object({ opensAt: instant, closesAt: instant })),
  lastRun: z.exactOptional(run),
  failed: z.exactOptional(run),
  lastRenewal: z.exactOptional(z.object({ run: word, endedAt: instant })),
  runsUnseen: z.exactOptional(z.literal(true)),
  conditions: many(condition, conditionTypes.length),
};

const reportSchema = z.object(fields);
