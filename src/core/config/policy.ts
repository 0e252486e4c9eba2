import { isMap, isScalar } from 'yaml';
import { LOOPBACK } from '../check/rules/own-serving.ts';
import { KUBELET_CLIENT, KUBELET_SERVER } from '../check/subject.ts';
import { limitOf } from '../check/thresholds.ts';
import { PerennialError } from '../errors.ts';
import { DAY, HOUR, MINUTE, SECOND } from '../instant.ts';
import { certificateNames } from '../kubeadm/certificates.ts';
import { type YamlText, yamlText } from '../kubeadm/yaml-text.ts';
import { LONGEST_DRAIN } from '../plan/draining.ts';
import {
  defaultPolicy,
  type MetricsPolicy,
  type Policy,
  type ServePolicy,
  type Threshold,
  type Thresholds,
} from '../policy.ts';
import { type AlertPolicy, neverBlocking } from '../schedule/alerts.ts';
import { isTimeZone, SHORTEST_OPENING, weekdays, type Window } from '../schedule/window.ts';
import { heartbeatFrom, notifyFrom, refuseOddReceivers } from './receivers.ts';
import { configProblem, schemaProblem, unknownKey, type Written } from './problem.ts';
import { type Config, configSchema, safeParse } from './schema.ts';

/** The policy that a configuration file describes; what it leaves out is as in `defaultPolicy`. Throws `config-invalid` with the line. */
export function policyOf(text: string, file: string): Policy {
  const yaml = yamlOf(text, file);
  if (yaml === undefined) return defaultPolicy;
  const written = { file, text, yaml };
  refuseDoubleKeys(yaml.document.contents, [], written);
  const { data, error } = safeParse(configSchema, yaml.plain);
  const [issue] = error?.issues ?? [];
  if (issue !== undefined) throw schemaProblem(issue, written);
  if (data === undefined) return defaultPolicy;
  refuseUnknownNames(data, written);
  refuseOddReceivers(data, written);
  return checked(policyFrom(data), data, written);
}

function yamlOf(text: string, file: string): YamlText | undefined {
  try {
    return yamlText(text, file);
  } catch (thrown) {
    if (!(thrown instanceof PerennialError)) throw thrown;
    const { message, hint, line } = thrown;
    throw new PerennialError('config-invalid', message, { file, ...(hint && { hint }), ...(line && { line }) });
  }
}

/** YAML lets the last of two win without a word. */
function refuseDoubleKeys(node: unknown, path: readonly string[], written: Written): void {
  if (!isMap(node)) return;
  const seen = new Set<string>();
  for (const { key, value } of node.items) {
    const name = isScalar(key) ? String(key.value) : '';
    if (seen.has(name))
      throw configProblem(`${[...path, name].join('.')} is given twice`, written, [...path, name], 'remove one');
    seen.add(name);
    if (path.length < DEEPEST) refuseDoubleKeys(value, [...path, name], written);
  }
}

/** `notify.receivers.team.kind`; the schema refuses what lies deeper. */
const DEEPEST = 4;

/** Everything that has an end: kubeadm's certificates, the kubelet's, and those that components make for themselves. */
const names = [
  ...certificateNames,
  KUBELET_CLIENT,
  KUBELET_SERVER,
  LOOPBACK,
  'kube-controller-manager',
  'kube-scheduler',
];

function refuseUnknownNames({ certificates = {} }: Config, written: Written): void {
  const stranger = Object.keys(certificates).find((name) => !names.includes(name));
  if (stranger !== undefined) throw unknownKey(stranger, ['certificates'], names, written);
}

function policyFrom(config: Config): Policy {
  const { thresholds, certificates = {}, authorities = {}, validity, copies, keepOldKeys, clockTolerance } = config;
  return {
    thresholds: { ...defaultPolicy.thresholds, ...thresholdsOf(thresholds) },
    certificates: Object.fromEntries(
      Object.entries(certificates).map(([name, limits]) => [name, thresholdsOf(limits)]),
    ),
    authorities: {
      warning: lengthOf(authorities.warning) ?? defaultPolicy.authorities.warning,
      critical: lengthOf(authorities.critical) ?? defaultPolicy.authorities.critical,
    },
    keys: config.keys ?? defaultPolicy.keys,
    ...(validity !== undefined && { validity: millisecondsOf(validity) }),
    copies: copies ?? defaultPolicy.copies,
    onFailure: config.onFailure ?? defaultPolicy.onFailure,
    drain: lengthOf(config.drain) ?? defaultPolicy.drain,
    keepRuns: config.keepRuns ?? defaultPolicy.keepRuns,
    keepOldKeys: lengthOf(keepOldKeys) ?? defaultPolicy.keepOldKeys,
    clockTolerance: lengthOf(clockTolerance) ?? defaultPolicy.clockTolerance,
    ...(config.window !== undefined && { window: windowFrom(config.window) }),
    look: config.look === undefined ? defaultPolicy.look : cadences[config.look],
    emergency: config.emergency ?? defaultPolicy.emergency,
    order: orderFrom(config.order),
    approveKubeletServing: config.approveKubeletServing ?? defaultPolicy.approveKubeletServing,
    ...(config.alerts !== undefined && { alerts: alertsFrom(config.alerts) }),
    metrics: metricsFrom(config.metrics),
    ...(config.notify !== undefined && { notify: notifyFrom(config.notify) }),
    ...(config.language !== undefined && { language: config.language }),
    ...(config.heartbeat !== undefined && { heartbeat: heartbeatFrom(config.heartbeat) }),
    serve: serveFrom(config.serve),
    ...(config.hold !== undefined && { hold: config.hold }),
  };
}

/** As long as each may be: what counts is that nothing ends in between. */
const cadences = { daily: DAY, weekly: 7 * DAY, monthly: 31 * DAY } as const;

function windowFrom({ days = [...weekdays], start, length, timeZone = 'UTC' }: NonNullable<Config['window']>): Window {
  const [hour = 0, minute = 0] = start.split(':').map(Number);
  return { days: [...new Set(days)], start: { hour, minute }, length: millisecondsOf(length), timeZone };
}

function orderFrom({ canary, soak }: NonNullable<Config['order']> = {}): Policy['order'] {
  return { soak: lengthOf(soak) ?? defaultPolicy.order.soak, ...(canary !== undefined && { canary }) };
}

function alertsFrom({ url, match = {}, ignore = [...neverBlocking] }: NonNullable<Config['alerts']>): AlertPolicy {
  return { url, match, ignore };
}

function metricsFrom({ textfile, compatibility }: NonNullable<Config['metrics']> = {}): MetricsPolicy {
  return { ...(textfile !== undefined && { textfile }), ...(compatibility !== undefined && { compatibility }) };
}

function serveFrom({ tls, tokenFile, clientAuthority }: NonNullable<Config['serve']> = {}): ServePolicy {
  return {
    ...(tls !== undefined && { tls }),
    ...(tokenFile !== undefined && { tokenFile }),
    ...(clientAuthority !== undefined && { clientAuthority }),
  };
}

type Limits = NonNullable<Config['thresholds']>;

function thresholdsOf({ warning, critical, renewal }: Limits = {}): Partial<Thresholds> {
  return {
    ...(warning !== undefined && { warning: thresholdOf(warning) }),
    ...(critical !== undefined && { critical: thresholdOf(critical) }),
    ...(renewal !== undefined && { renewal: thresholdOf(renewal) }),
  };
}

/** Who gives one limit means that one; the other then never is the smaller. */
function thresholdOf(given: NonNullable<Limits['warning']>): Threshold {
  if (Array.isArray(given)) return { duration: millisecondsOf(given[0]), percent: Number.parseFloat(given[1]) };
  return given.endsWith('%')
    ? { duration: Number.MAX_SAFE_INTEGER, percent: Number.parseFloat(given) }
    : { duration: millisecondsOf(given), percent: 100 };
}

const lengthOf = (duration: string | undefined): number | undefined =>
  duration === undefined ? undefined : millisecondsOf(duration);

const unitMilliseconds: Readonly<Record<string, number>> = { s: SECOND, m: MINUTE, h: HOUR, d: DAY, y: 365 * DAY };

/** The schema has seen to it that this is a number and a unit. */
const millisecondsOf = (duration: string): number =>
  Number.parseInt(duration, 10) * (unitMilliseconds[duration.slice(-1)] ?? 0);

/** A warning that comes after what it warns of is a slip of the pen. */
function checked(policy: Policy, { certificates = {} }: Config, written: Written): Policy {
  refuseLateWarning(policy.thresholds, ['thresholds'], written);
  for (const name of Object.keys(certificates)) {
    refuseLateWarning({ ...policy.thresholds, ...policy.certificates[name] }, ['certificates', name], written);
  }
  const { warning, critical } = policy.authorities;
  if (critical > warning) throw lateWarning(['authorities'], written);
  if (policy.drain > LONGEST_DRAIN)
    throw configProblem(
      'drain is longer than 5m',
      written,
      ['drain'],
      'balancers look every few seconds: give 2s, or 10s',
    );
  if (policy.window !== undefined) refuseOddWindow(policy.window, written);
  return policy;
}

function refuseOddWindow({ length, timeZone }: Window, written: Written): void {
  if (!isTimeZone(timeZone))
    throw configProblem(
      `there is no time zone ${JSON.stringify(timeZone.slice(0, 60))}`,
      written,
      ['window', 'timeZone'],
      'give a name like Europe/Berlin, Asia/Taipei or UTC',
    );
  if (length < SHORTEST_OPENING || length > DAY)
    throw configProblem(
      'the length of the window is not between 10m and 1d',
      written,
      ['window', 'length'],
      'leave window out to renew at any time',
    );
}

function refuseLateWarning({ warning, critical }: Thresholds, path: readonly string[], written: Written): void {
  if (limitOf(critical, KUBEADM_YEAR) > limitOf(warning, KUBEADM_YEAR)) throw lateWarning(path, written);
}

/** Shares and lengths can only be compared for some lifetime: that of kubeadm's certificates. */
const KUBEADM_YEAR = 365 * DAY;

function lateWarning(path: readonly string[], written: Written): PerennialError {
  const message = `critical in ${path.join('.')} applies earlier than warning`;
  return configProblem(message, written, path, 'make warning the longer of the two, or give both');
}
