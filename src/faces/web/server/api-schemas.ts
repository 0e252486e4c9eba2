import * as z from 'zod/mini';

/** What the API answers, exactly: the OpenAPI document is made from these, and the tests hold real answers against them. */
const moment = z.int().check(z.describe('milliseconds since 1970-01-01T00:00:00Z'));
const text = z.string();
const maybe = z.optional;
const apiVersion = z.literal('perennial.dev/v1');
const source = z.strictObject({ kind: z.enum(['node', 'cluster', 'reports']) });
const status = z.enum(['ok', 'warning', 'critical', 'unknown']);
const runState = z.enum(['not-started', 'complete', 'open', 'rolled-back', 'abandoned']);
const intent = z.enum(['renew', 'restart', 'kubeconfig', 'rollback', 'rescue', 'abandon']);

const certificateFields = {
  name: text,
  kind: z.enum(['kubeadm', 'kubelet', 'copy', 'unknown', 'authority']),
  status: text,
  path: maybe(text),
  authority: maybe(text),
  externallyManaged: maybe(z.boolean()),
  usedBy: z.array(text),
  notBefore: maybe(moment),
  expiresAt: maybe(moment),
  notAfter: maybe(moment),
  renewalDueAt: maybe(moment),
  served: maybe(z.boolean()),
  serial: maybe(text),
  fingerprint: maybe(text),
  subject: maybe(text),
  issuer: maybe(text),
  key: maybe(text),
  names: maybe(z.array(text)),
  usages: maybe(z.array(text)),
  kubeconfigUser: maybe(text),
};
const certificate = z.strictObject(certificateFields);
const where = { cluster: maybe(text), node: text };

const finding = z.strictObject({
  code: text,
  severity: z.enum(['info', 'warning', 'critical', 'unknown']),
  subject: text,
  path: maybe(text),
  message: text,
  mend: maybe(text),
});

const reportedRun = z.strictObject({ id: text, intent, state: runState, endedAt: maybe(moment), reason: maybe(text) });

const condition = z.strictObject({
  type: text,
  status: z.enum(['True', 'False', 'Unknown']),
  reason: text,
  message: text,
  lastTransitionTime: moment,
});

const seen = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('seen'),
    takenAt: moment,
    fromReport: maybe(z.literal(true)),
    version: maybe(text),
    kubernetesVersion: maybe(text),
    look: z.number(),
    verdict: z.strictObject({ status, sentence: text }),
    findings: z.array(finding),
    certificates: z.array(certificate),
    unreadable: z.array(z.strictObject({ what: text, path: maybe(text), reason: text })),
    apiUnasked: maybe(z.literal(true)),
    openRuns: z.array(text),
    runsUnseen: maybe(z.literal(true)),
    lastRun: maybe(reportedRun),
    failed: maybe(reportedRun),
    lastRenewal: maybe(z.strictObject({ run: text, endedAt: moment })),
    nextOpening: maybe(z.strictObject({ opensAt: moment, closesAt: moment })),
    conditions: z.array(condition),
  }),
  z.strictObject({ kind: z.literal('unreadable'), detail: text }),
  z.strictObject({ kind: z.literal('silent') }),
]);

const outcome = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('complete') }),
  z.strictObject({ kind: z.literal('not-begun'), reason: text }),
  z.strictObject({ kind: z.literal('stopped'), step: text, stage: text, reason: text }),
]);

/** As report.json has it; a later version may say more. */
const runReport = z.looseObject({ run: text, startedAt: moment, endedAt: moment, outcome });

const commands = z.strictObject({ resume: maybe(text), rollback: maybe(text) });

const runFields = {
  id: text,
  intent,
  state: runState,
  done: z.int(),
  of: z.int(),
  startedAt: maybe(moment),
  endedAt: maybe(moment),
  report: maybe(runReport),
  commands,
};

const step = z.strictObject({
  id: text,
  kind: text,
  words: z.array(text),
  status: z.enum(['pending', 'started', 'done', 'failed']),
  startedAt: maybe(moment),
  endedAt: maybe(moment),
  reason: maybe(text),
});

export const apiSchemas = {
  Overview: z.strictObject({
    apiVersion,
    kind: z.literal('Overview'),
    source,
    takenAt: moment,
    nodes: z.array(z.strictObject({ ...where, seen })),
  }),
  CertificateList: z.strictObject({
    apiVersion,
    kind: z.literal('CertificateList'),
    source,
    takenAt: moment,
    certificates: z.array(z.strictObject({ ...where, ...certificateFields })),
  }),
  RunList: z.strictObject({ apiVersion, kind: z.literal('RunList'), runs: z.array(z.strictObject(runFields)) }),
  Run: z.strictObject({
    apiVersion,
    kind: z.literal('Run'),
    ...runFields,
    stages: z.array(z.strictObject({ name: text, steps: z.array(step) })),
    witness: maybe(z.strictObject({ at: moment, requests: z.int(), failures: z.int() })),
    gaps: z.array(z.strictObject({ at: moment, milliseconds: z.number(), failures: z.int() })),
    waiting: maybe(z.strictObject({ at: moment, step: text, why: text })),
  }),
  History: z.strictObject({
    apiVersion,
    kind: z.literal('History'),
    certificate: text,
    serials: z.array(
      z.strictObject({ serial: text, notBefore: moment, notAfter: moment, firstSeenAt: moment, run: maybe(text) }),
    ),
  }),
  Problem: z.strictObject({ type: text, title: text, status: z.int(), code: text, detail: text }),
} as const;

export type ApiSchema = keyof typeof apiSchemas;

export function jsonSchemas(): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    Object.entries(apiSchemas).map(([name, schema]) => {
      const fields = Object.entries(z.toJSONSchema(schema)).filter(([field]) => field !== '$schema');
      return [name, Object.fromEntries(fields)];
    }),
  );
}
