import * as z from 'zod/mini';
import { languages } from '../language/language.ts';
import { receiverKinds } from '../notify/receiver.ts';
import { weekdays } from '../schedule/window.ts';

/** What each field takes, in words: for the JSON Schema, which editors show, and for errors. */
const meanings = {
  threshold:
    'a length of time (30d, 12h), a share of the lifetime (25%), or both in a list ([30d, 20%]: the smaller counts)',
  thresholds: 'warning, critical and renewal: how long before the end of a certificate each applies',
  certificates: 'the same for single certificates, by their names in perennial check',
  authorities: 'warning and critical for authorities, each a length of time (365d)',
  duration: 'a length of time: a whole number and s, m, h, d or y (30d)',
  keys: 'new (each renewal makes a new private key) or reuse (the certificate alone is replaced)',
  copies: 'default (those of root and of the sudo user), or a list of absolute paths of copies of admin.conf',
  onFailure: 'roll-back or stop: what follows a failed step',
  drain:
    'how long new connections to a node are refused before a component on it is restarted, to let balancers see it (2s)',
  keepRuns: 'how many finished runs are kept, from 1 to 1000',
  window: 'days, start, length and timeZone: when a schedule may renew',
  days: `a list of ${weekdays.join(', ')}`,
  start: 'a time of day on the clocks of timeZone ("02:30")',
  timeZone: 'a name of the IANA time zone database (Europe/Berlin)',
  look: 'daily, weekly or monthly: how often a schedule looks whether something is due',
  emergency: 'true or false: whether a schedule renews outside the window what would end before it opens',
  order: 'canary and soak: which control plane is renewed first, and how long each is watched before the next',
  canary: 'the name of the control-plane node that is renewed before all others',
  soak: 'a length of time (5m), or 0s',
  alerts: 'url, match and ignore: the Prometheus whose firing alerts stop a schedule',
  url: 'the base address of a Prometheus, http or https, without user or password',
  match: 'labels with their values: only alerts that have them all count',
  ignore: 'a list of names of alerts that do not count',
  metrics: 'textfile and compatibility: what monitoring reads',
  textfile:
    'an absolute path that ends in .prom, in the folder that node_exporter reads (--collector.textfile.directory)',
  compatibility: 'x509: also the metrics of x509-certificate-exporter, by its names',
  notify: 'receivers, digest and cluster: who is told what is new, of which cluster, and of everything each week',
  cluster: "the cluster's name in messages; default: kubeadm's clusterName, if that is another than kubernetes",
  receivers: 'a map of names to receivers, at most 20, each with a kind',
  receiver: 'a map with kind and what that kind needs (docs/messages.md)',
  digest: 'weekly (default) or never',
  kind: 'slack, teams, discord, pagerduty, webhook or mail',
  least: 'warning (default) or critical: what is less is not told here',
  urlFile: 'the absolute path of a file, for root alone, that holds the address',
  keyFile: "the absolute path of a file, for root alone, that holds the integration's key",
  secretFile: 'the absolute path of a file, for root alone, that holds the secret that messages are signed with',
  passwordFile: 'the absolute path of a file, for root alone, that holds the password',
  caFile: 'the absolute path of certificates that the server is trusted by',
  template: 'the body to send, with {title}, {text}, {severity} and the like',
  host: 'the name or address of the mail server that takes our mail',
  port: 'a port, from 1 to 65535',
  security: 'starttls (default), tls or none',
  user: 'a name in printable ASCII',
  from: 'a mail address, or Name <address>, in ASCII',
  to: 'a list of mail addresses, at most 50',
  language: 'en (default) or zh-Hant: the language of messages and of the calendar',
  heartbeat: 'url or urlFile: what is asked for after each look that succeeded',
  serve: 'tls, tokenFile and clientAuthority: who may look at what perennial serve shows, and how',
  tls: 'certificate and key: absolute paths of files in PEM',
  tokenFile: 'the absolute path of a file that only its owner may read, which holds a token of at least 16 characters',
  clientAuthority: 'the absolute path of a file in PEM: whoever has a client certificate of its authorities may look',
  approveKubeletServing:
    'true or false: whether a schedule answers what kubelets ask for (serverTLSBootstrap), approving only what is good beyond doubt',
  hold: 'why nothing is renewed by a schedule for now, in a few words',
} as const;

const duration = z.string().check(z.regex(/^[1-9]\d{0,5}[smhdy]$/), z.describe(meanings.duration));
const percent = z.string().check(z.regex(/^(100|[1-9]?\d)(\.\d{1,3})?%$/));
const threshold = z.union([duration, percent, z.tuple([duration, percent])]).check(z.describe(meanings.threshold));

const limits = { warning: z.optional(threshold), critical: z.optional(threshold), renewal: z.optional(threshold) };
const authorityLimits = { warning: z.optional(duration), critical: z.optional(duration) };

const windowFields = {
  days: z.optional(z.array(z.enum(weekdays)).check(z.minLength(1), z.describe(meanings.days))),
  start: z.string().check(z.regex(/^([01]\d|2[0-3]):[0-5]\d$/), z.describe(meanings.start)),
  length: duration,
  timeZone: z.optional(z.string().check(z.describe(meanings.timeZone))),
};

const orderFields = {
  canary: z.optional(z.string().check(z.regex(/^[a-z0-9][a-z0-9.-]{0,252}$/), z.describe(meanings.canary))),
  soak: z.optional(z.string().check(z.regex(/^\d{1,5}[smh]$/), z.describe(meanings.soak))),
};

const alertFields = {
  url: z.string().check(z.regex(/^https?:\/\/[^\s@?#]+$/), z.describe(meanings.url)),
  match: z.optional(z.record(z.string(), z.string()).check(z.describe(meanings.match))),
  ignore: z.optional(z.array(z.string()).check(z.describe(meanings.ignore))),
};

const metricsFields = {
  textfile: z.optional(z.string().check(z.regex(/^\/([^/\0\n]+\/)+[^/\0\n]+\.prom$/), z.describe(meanings.textfile))),
  compatibility: z.optional(z.enum(['x509']).check(z.describe(meanings.compatibility))),
};

const path = z.string().check(z.regex(/^\/[^\0\n]+$/));
const address = z.string().check(z.regex(/^https?:\/\/[^\s@#]+$/));
const mailbox = z.string().check(z.regex(/^([\w .,'&()-]{1,100} )?<?[\w.!#$%&'*+/=?^`{|}~-]{1,64}@[\w.-]{1,190}>?$/));

const receiverFields = {
  kind: z.enum(receiverKinds).check(z.describe(meanings.kind)),
  least: z.optional(z.enum(['warning', 'critical']).check(z.describe(meanings.least))),
  urlFile: z.optional(path.check(z.describe(meanings.urlFile))),
  keyFile: z.optional(path.check(z.describe(meanings.keyFile))),
  url: z.optional(address),
  secretFile: z.optional(path.check(z.describe(meanings.secretFile))),
  passwordFile: z.optional(path.check(z.describe(meanings.passwordFile))),
  caFile: z.optional(path.check(z.describe(meanings.caFile))),
  template: z.optional(z.string().check(z.maxLength(10_000), z.describe(meanings.template))),
  host: z.optional(z.string().check(z.regex(/^[\w.:-]{1,253}$/), z.describe(meanings.host))),
  port: z.optional(z.int().check(z.minimum(1), z.maximum(65_535), z.describe(meanings.port))),
  security: z.optional(z.enum(['starttls', 'tls', 'none']).check(z.describe(meanings.security))),
  user: z.optional(z.string().check(z.regex(/^[\x20-\x7e]{1,200}$/), z.describe(meanings.user))),
  from: z.optional(mailbox.check(z.describe(meanings.from))),
  to: z.optional(z.array(mailbox).check(z.minLength(1), z.maxLength(50), z.describe(meanings.to))),
};

const notifyFields = {
  receivers: z.optional(
    z
      .record(z.string().check(z.regex(/^[\w.-]{1,60}$/)), z.strictObject(receiverFields))
      .check(z.describe(meanings.receivers)),
  ),
  digest: z.optional(z.enum(['weekly', 'never']).check(z.describe(meanings.digest))),
  cluster: z.optional(z.string().check(z.regex(/^[\w.-]{1,60}$/), z.describe(meanings.cluster))),
};

const heartbeatFields = {
  url: z.optional(address),
  urlFile: z.optional(path.check(z.describe(meanings.urlFile))),
};

const tlsFields = { certificate: path.check(z.describe(meanings.tls)), key: path.check(z.describe(meanings.tls)) };

const serveFields = {
  tls: z.optional(z.strictObject(tlsFields).check(z.describe(meanings.tls))),
  tokenFile: z.optional(path.check(z.describe(meanings.tokenFile))),
  clientAuthority: z.optional(path.check(z.describe(meanings.clientAuthority))),
};

const fields = {
  thresholds: z.optional(z.strictObject(limits).check(z.describe(meanings.thresholds))),
  certificates: z.optional(z.record(z.string(), z.strictObject(limits)).check(z.describe(meanings.certificates))),
  authorities: z.optional(z.strictObject(authorityLimits).check(z.describe(meanings.authorities))),
  keys: z.optional(z.enum(['new', 'reuse']).check(z.describe(meanings.keys))),
  validity: z.optional(duration),
  copies: z.optional(
    z.union([z.literal('default'), z.array(z.string().check(z.regex(/^\//)))]).check(z.describe(meanings.copies)),
  ),
  onFailure: z.optional(z.enum(['roll-back', 'stop']).check(z.describe(meanings.onFailure))),
  drain: z.optional(duration.check(z.describe(meanings.drain))),
  keepRuns: z.optional(z.int().check(z.minimum(1), z.maximum(1000), z.describe(meanings.keepRuns))),
  keepOldKeys: z.optional(duration),
  clockTolerance: z.optional(duration),
  window: z.optional(z.strictObject(windowFields).check(z.describe(meanings.window))),
  look: z.optional(z.enum(['daily', 'weekly', 'monthly']).check(z.describe(meanings.look))),
  emergency: z.optional(z.boolean().check(z.describe(meanings.emergency))),
  order: z.optional(z.strictObject(orderFields).check(z.describe(meanings.order))),
  alerts: z.optional(z.strictObject(alertFields).check(z.describe(meanings.alerts))),
  metrics: z.optional(z.strictObject(metricsFields).check(z.describe(meanings.metrics))),
  notify: z.optional(z.strictObject(notifyFields).check(z.describe(meanings.notify))),
  language: z.optional(z.enum(languages).check(z.describe(meanings.language))),
  heartbeat: z.optional(z.strictObject(heartbeatFields).check(z.describe(meanings.heartbeat))),
  serve: z.optional(z.strictObject(serveFields).check(z.describe(meanings.serve))),
  approveKubeletServing: z.optional(z.boolean().check(z.describe(meanings.approveKubeletServing))),
  hold: z.optional(z.string().check(z.minLength(1), z.maxLength(200), z.describe(meanings.hold))),
};

/** What may stand in config.yaml. Only shapes: `policyOf` gives them their meaning. */
export const configSchema = z.strictObject(fields);

export type Config = z.infer<typeof configSchema>;

/** The names that a map of the configuration may have at this path. */
export function knownKeys(path: readonly PropertyKey[]): readonly string[] {
  switch (path[0]) {
    case undefined:
      return Object.keys(fields);
    case 'authorities':
      return Object.keys(authorityLimits);
    case 'window':
      return Object.keys(windowFields);
    case 'order':
      return Object.keys(orderFields);
    case 'alerts':
      return Object.keys(alertFields);
    case 'metrics':
      return Object.keys(metricsFields);
    case 'notify':
      return Object.keys(path.length < 3 ? notifyFields : receiverFields);
    case 'heartbeat':
      return Object.keys(heartbeatFields);
    case 'serve':
      return Object.keys(path[1] === 'tls' ? tlsFields : serveFields);
    default:
      return Object.keys(limits);
  }
}

/** Sections whose fields have meanings of their own. */
const nested: readonly PropertyKey[] = ['window', 'order', 'alerts', 'metrics', 'serve'];

/** What belongs at this path, in words. */
export function meaningOf(path: readonly PropertyKey[]): string {
  const [section, ...rest] = path;
  if (section === undefined) return `a map of ${Object.keys(fields).join(', ')}`;
  if (section === 'notify' || section === 'heartbeat') return meaningOfMessage(section, rest);
  const depth = section === 'certificates' ? 2 : 1;
  if (section === 'thresholds' || section === 'certificates')
    return rest.length < depth ? meanings[section] : meanings.threshold;
  const innermost = nested.includes(section) ? (rest[0] ?? section) : section;
  if (section === 'authorities' && rest.length > 0) return meanings.duration;
  return Object.hasOwn(meanings, innermost) ? meanings[innermost as keyof typeof meanings] : meanings.duration;
}

function meaningOfMessage(section: 'notify' | 'heartbeat', rest: readonly PropertyKey[]): string {
  const named = rest.findLast((part) => typeof part === 'string');
  if (named === undefined) return meanings[section];
  if (named === 'url') return 'an address, http or https, without user or password';
  if (section === 'notify' && rest.length === 2) return meanings.receiver;
  return Object.hasOwn(meanings, named) ? meanings[named as keyof typeof meanings] : meanings.receivers;
}

/** The schema for editors (JSON Schema, draft 2020-12). */
export function configJsonSchema(): unknown {
  return { ...z.toJSONSchema(configSchema), title: 'Configuration of perennial' };
}

export const { safeParse } = z;
