import { connect, isIP, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { reasonOf } from '../../core/errors.ts';
import { HOUR, SECOND } from '../../core/instant.ts';
import type { Delivery } from '../../core/notify/delivery.ts';
import type { Message } from '../../core/notify/message.ts';
import { mailText } from '../../core/notify/payload/mail.ts';
import type { MailRoute } from '../../core/notify/receiver.ts';
import { type Dialogue, dialogueOver, handshakeOn, type Reply } from './dialogue.ts';

export interface MailOptions {
  /** Whose turn it is to greet: this node's name. */
  readonly node: string;
  readonly password?: string;
  readonly ca?: string;
  readonly patience?: number;
}

/** Hands one mail to the server that takes ours (RFC 5321, 6409); never without the encryption that is asked for. */
export async function mailDelivery(message: Message, route: MailRoute, options: MailOptions): Promise<Delivery> {
  const patience = options.patience ?? 20 * SECOND;
  const socket = socketTo(route, options.ca);
  const late = new Error(`no answer in ${String(patience / SECOND)} s`);
  const timer = setTimeout(() => socket.destroy(late), patience);
  try {
    if ('encrypted' in socket) await handshakeOn(socket);
    return await handed(message, route, options, dialogueOver(socket));
  } catch (thrown) {
    return deliveryOf(thrown, `${route.host}:${String(route.port)}`);
  } finally {
    clearTimeout(timer);
    socket.destroy();
  }
}

function socketTo({ host, port, security }: MailRoute, ca: string | undefined) {
  const plain = (): Socket => connect({ host, port });
  const socket = security === 'tls' ? connectTls({ ...tlsOptions(host, ca), host, port }) : plain();
  // Whoever waits for an answer hears of it; nobody may.
  return socket.on('error', () => undefined);
}

const tlsOptions = (host: string, ca: string | undefined) => ({
  ...(isIP(host) === 0 && { servername: host }),
  ...(ca !== undefined && { ca }),
  host,
  minVersion: 'TLSv1.2' as const,
});

/** A reply that is not the one that was hoped for. */
type Refusal = Error & { readonly reply: Reply; readonly isOfMessage: boolean };

function refusal(what: string, reply: Reply, isOfMessage: boolean): Refusal {
  const words = `${what}: ${String(reply.code)} ${reply.lines.join(' ')}`.trim();
  return Object.assign(new Error(words), { reply, isOfMessage });
}

const isRefusal = (thrown: unknown): thrown is Refusal => thrown instanceof Error && 'isOfMessage' in thrown;

async function handed(message: Message, route: MailRoute, options: MailOptions, dialogue: Dialogue): Promise<Delivery> {
  expected('greeting', await dialogue.reply(), 220);
  await greeted(route, options, dialogue);
  expected('sender', await dialogue.say(`MAIL FROM:<${addressIn(route.from)}>`), 250, true);
  const refused = await recipientsRefused(route.to, dialogue);
  expected('DATA', await dialogue.say('DATA'), 354);
  const text = mailText(message, route).replaceAll(/^\./gm, '..');
  expected('mail', await dialogue.say(`${text}.`), 250, true);
  await dialogue.say('QUIT').catch(() => undefined);
  return refused.length === 0 ? { kind: 'delivered' } : { kind: 'delivered', but: refused.join('; ') };
}

async function greeted({ host, security, user }: MailRoute, { node, ca, password }: MailOptions, dialogue: Dialogue) {
  const hello = `EHLO ${/^[a-z0-9.-]+$/i.test(node) ? node : 'localhost'}`;
  const abilities = expected('EHLO', await dialogue.say(hello), 250);
  if (security === 'starttls') {
    if (!abilities.some((ability) => /^STARTTLS$/i.test(ability))) throw new Error('it offers no STARTTLS');
    expected('STARTTLS', await dialogue.say('STARTTLS'), 220);
    await dialogue.secure(tlsOptions(host, ca));
    expected('EHLO', await dialogue.say(hello), 250);
  }
  if (user === undefined || password === undefined) return;
  const plain = Buffer.from(`\0${user}\0${password}`).toString('base64');
  // What it says may repeat what it was told.
  const { code } = await dialogue.say(`AUTH PLAIN ${plain}`);
  expected('user and password', { code, lines: [] }, 235);
}

/** Those that will never be told. Throws where nobody will, or where one has to be tried again. */
async function recipientsRefused(to: readonly string[], dialogue: Dialogue): Promise<readonly string[]> {
  const refused: string[] = [];
  for (const recipient of to) {
    const reply = await dialogue.say(`RCPT TO:<${addressIn(recipient)}>`);
    if (reply.code >= 500) refused.push(refusal(recipient, reply, true).message);
    else expected(recipient, reply, 250);
    if (refused.length === to.length) throw refusal(recipient, reply, true);
  }
  return refused;
}

function expected(what: string, reply: Reply, code: number, isOfMessage = false): readonly string[] {
  if (reply.code !== code && !(code === 250 && reply.code === 251)) throw refusal(what, reply, isOfMessage);
  return reply.lines;
}

/** `ops@example.org` of `Operations <ops@example.org>`. */
const addressIn = (mailbox: string): string => /<([^<>]+)>$/.exec(mailbox)?.[1] ?? mailbox;

/** RFC 5321 4.2.1: 5yz of this message is for good; of the connection or the credential somebody can mend it. */
function deliveryOf(thrown: unknown, server: string): Delivery {
  const why = `${server}: ${reasonOf(thrown)}`.slice(0, 300);
  if (!isRefusal(thrown) || thrown.reply.code < 500) return { kind: 'later', why };
  return thrown.isOfMessage ? { kind: 'refused', why } : { kind: 'later', why, after: HOUR };
}
