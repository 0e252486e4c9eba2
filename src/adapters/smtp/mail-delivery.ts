import { connect, type Socket } from 'node:net';
import { promisify } from 'node:util';
import SmtpConnection from 'nodemailer/lib/smtp-connection';
import { SECOND } from '../../core/instant.ts';
import type { Delivery } from '../../core/notify/delivery.ts';
import type { Message } from '../../core/notify/message.ts';
import { mailText } from '../../core/notify/payload/mail.ts';
import type { MailRoute } from '../../core/notify/receiver.ts';
import { deliveryOfFailure, wordsOf } from './mail-failure.ts';

export interface MailOptions {
  /** Of this machine, which greets with it. */
  readonly hostname: string;
  readonly password?: string;
  readonly ca?: string;
  readonly patience?: number;
}

/** Hands one mail to the server that takes ours (RFC 5321, 6409); never without the encryption that is asked for. */
export async function mailDelivery(message: Message, route: MailRoute, options: MailOptions): Promise<Delivery> {
  // The system resolves the name, /etc/hosts first; nodemailer would ask DNS.
  const socket = connect({ host: route.host, port: route.port }).on('error', () => undefined);
  const connection = new SmtpConnection(connectionOptions(route, options, socket));
  try {
    return await patiently(connection, options.patience ?? 20 * SECOND, () =>
      handed(message, route, options, connection),
    );
  } catch (thrown) {
    socket.destroy();
    return deliveryOfFailure(thrown, `${route.host}:${String(route.port)}`);
  } finally {
    connection.close();
  }
}

function connectionOptions({ host, port, security }: MailRoute, { hostname, ca }: MailOptions, socket: Socket) {
  return {
    ...{ host, port, connection: socket },
    secure: security === 'tls',
    requireTLS: security === 'starttls',
    ignoreTLS: security === 'none',
    name: /^[a-z0-9.-]+$/i.test(hostname) ? hostname : 'localhost',
    tls: { minVersion: 'TLSv1.2' as const, ...(ca !== undefined && { ca }) },
    maxResponseSize: MOST_BYTES,
    socketCloseTimeout: SECOND,
  };
}

/** Of one answer; what comes with many servers is a few hundred. */
const MOST_BYTES = 64 * 1024;

/** nodemailer's times are of the single steps: whoever answers slowly enough keeps within each of them. */
async function patiently<T>(connection: SmtpConnection, patience: number, work: () => Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const broken = new Promise<never>((_, reject) => {
    connection.on('error', reject);
    timer = setTimeout(() => reject(new Error(`no answer in ${String(patience / SECOND)} s`)), patience);
  });
  try {
    return await Promise.race([work(), broken]);
  } finally {
    clearTimeout(timer);
  }
}

async function handed(
  message: Message,
  { from, to, user }: MailRoute,
  { password }: MailOptions,
  connection: SmtpConnection,
): Promise<Delivery> {
  await promisify(connection.connect.bind(connection))();
  if (user !== undefined && password !== undefined)
    await promisify(connection.login.bind(connection))({ user, pass: password });
  const envelope = { from: addressIn(from), to: to.map(addressIn) };
  const { rejectedErrors = [] } = await promisify(connection.send.bind(connection))(
    envelope,
    mailText(message, { from, to }),
  );
  connection.quit();
  if (rejectedErrors.length === 0) return { kind: 'delivered' };
  const untold = rejectedErrors.map(({ recipient, response }) => `${String(recipient)}: ${wordsOf(response)}`);
  return { kind: 'delivered', but: untold.join('; ') };
}

/** `ops@example.org` of `Operations <ops@example.org>`. */
const addressIn = (mailbox: string): string => /<([^<>]+)>$/.exec(mailbox)?.[1] ?? mailbox;
