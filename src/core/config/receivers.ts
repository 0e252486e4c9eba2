import type { HeartbeatPolicy, NotifyPolicy, Receiver } from '../notify/receiver.ts';
import { configProblem, type Written } from './problem.ts';
import type { Config } from './schema.ts';

type Notify = NonNullable<Config['notify']>;
type Given = NonNullable<Notify['receivers']>[string];

/** What the schema cannot say: which fields a kind needs, and which mean nothing to it. */
export function refuseOddReceivers({ notify, heartbeat }: Config, written: Written): void {
  const receivers = Object.entries(notify?.receivers ?? {});
  if (receivers.length > MOST_RECEIVERS)
    throw configProblem(`there are more than ${String(MOST_RECEIVERS)} receivers`, written, ['notify', 'receivers']);
  for (const [name, given] of receivers) refuseOdd(given, ['notify', 'receivers', name], written);
  if (heartbeat !== undefined && Object.keys(heartbeat).length !== 1)
    throw configProblem('heartbeat should have url or urlFile', written, ['heartbeat'], hints.urlFile);
}

const MOST_RECEIVERS = 20;

function refuseOdd(given: Given, path: readonly string[], written: Written): void {
  const { kind } = given;
  const { needed, allowed } = fieldsOf[kind];
  const missing = needed.find((field) => given[field] === undefined);
  if (missing !== undefined)
    throw configProblem(`${path.join('.')} has no ${missing}, which ${kind} needs`, written, path, hints[missing]);
  const odd = Object.keys(given).find((field) => ![...common, ...needed, ...allowed].some((one) => one === field));
  if (odd !== undefined)
    throw configProblem(`${[...path, odd].join('.')} means nothing to ${kind}`, written, [...path, odd], 'remove it');
  if (kind !== 'mail' || given.user === undefined) return;
  if (given.passwordFile === undefined)
    throw configProblem(`${path.join('.')} has a user and no passwordFile`, written, path, hints.passwordFile);
  if (given.security === 'none')
    throw configProblem(`${path.join('.')} would send its password in the clear`, written, path, 'use starttls or tls');
}

type Field = keyof Given;

const common: readonly Field[] = ['kind', 'least', 'caFile'];

const chat = { needed: ['urlFile'], allowed: [] } as const;

const fieldsOf: Readonly<
  Record<Given['kind'], { readonly needed: readonly Field[]; readonly allowed: readonly Field[] }>
> = {
  slack: chat,
  teams: chat,
  discord: chat,
  pagerduty: { needed: ['keyFile'], allowed: ['url'] },
  webhook: { needed: ['urlFile'], allowed: ['secretFile', 'template'] },
  mail: { needed: ['host', 'from', 'to'], allowed: ['port', 'security', 'user', 'passwordFile'] },
};

const hints: Partial<Record<Field, string>> = {
  urlFile: 'put the address into a file that only root can read, and its path here: whoever has it can write there',
  keyFile: 'put the integration key into a file that only root can read, and its path here',
  passwordFile: 'put the password into a file that only root can read, and its path here',
};

export function notifyFrom({ cluster, receivers = {}, digest = 'weekly' }: Notify): NotifyPolicy {
  return {
    ...(cluster !== undefined && { cluster }),
    receivers: Object.entries(receivers).map(([name, given]) => receiverFrom(name, given)),
    digest,
  };
}

function receiverFrom(name: string, given: Given): Receiver {
  const { kind, least = 'warning', caFile, urlFile = '', keyFile = '', secretFile, template } = given;
  const all = { name, least, ...(caFile !== undefined && { caFile }) };
  switch (kind) {
    case 'slack':
    case 'teams':
    case 'discord':
      return { ...all, kind, urlFile };
    case 'pagerduty':
      return { ...all, kind, keyFile, url: given.url ?? 'https://events.pagerduty.com/v2/enqueue' };
    case 'webhook':
      return {
        ...all,
        kind,
        urlFile,
        ...(secretFile !== undefined && { secretFile }),
        ...(template !== undefined && { template }),
      };
    case 'mail':
      return { ...all, kind, ...mailRoute(given) };
  }
}

/** Ports as RFC 8314 and RFC 6409 have them. */
function mailRoute({ host = '', port, security = 'starttls', user, passwordFile, from = '', to = [] }: Given) {
  const usual = { starttls: 587, tls: 465, none: 25 };
  const login = { ...(user !== undefined && { user }), ...(passwordFile !== undefined && { passwordFile }) };
  return { host, port: port ?? usual[security], security, ...login, from, to };
}

/** One of them is there: `refuseOddReceivers` has seen to it. */
export function heartbeatFrom({ url, urlFile = '' }: NonNullable<Config['heartbeat']>): HeartbeatPolicy {
  return url === undefined ? { urlFile } : { url };
}
