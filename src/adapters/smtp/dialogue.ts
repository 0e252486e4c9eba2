import type { Socket } from 'node:net';
import { connect as connectTls, type ConnectionOptions, type TLSSocket } from 'node:tls';

export interface Reply {
  readonly code: number;
  readonly lines: readonly string[];
}

/** One conversation with a mail server (RFC 5321 4.2). Whatever waits rejects when the connection ends. */
export interface Dialogue {
  reply(): Promise<Reply>;
  say(line: string): Promise<Reply>;
  /** Goes on under TLS. */
  secure(options: ConnectionOptions): Promise<void>;
}

const MOST_BYTES = 64 * 1024;

export function dialogueOver(plain: Socket): Dialogue {
  let socket = plain;
  let heard = heardOn(plain);
  const reply = async (): Promise<Reply> => {
    const lines: string[] = [];
    for (;;) {
      const line = await heard.line();
      const parts = /^(\d{3})(?:([ -])(.*))?$/.exec(line);
      if (parts === null) throw new Error('it does not speak SMTP');
      lines.push(parts[3] ?? '');
      if (parts[2] !== '-') return { code: Number(parts[1]), lines };
    }
  };
  return {
    reply,
    async say(line) {
      socket.write(`${line}\r\n`);
      return await reply();
    },
    async secure(options) {
      // What came before the handshake anybody could have put there (RFC 3207 6).
      if (heard.isWaiting()) throw new Error('it said something between STARTTLS and the handshake');
      heard.stop();
      const secured = connectTls({ ...options, socket });
      socket = secured;
      heard = heardOn(secured);
      await handshakeOn(secured);
    },
  };
}

export function handshakeOn(socket: TLSSocket): Promise<void> {
  return new Promise((resolve, reject) => {
    socket.once('secureConnect', resolve).once('error', reject);
    socket.once('close', () => reject(new Error('the connection ended during the handshake')));
  });
}

interface Heard {
  line(): Promise<string>;
  isWaiting(): boolean;
  stop(): void;
}

/** Lines as they come in; one reader at a time. */
function heardOn(socket: Socket): Heard {
  let text = '';
  let failure: Error | undefined;
  let wake = (): void => undefined;
  const fail = (thrown: Error): void => {
    failure ??= thrown;
    wake();
  };
  const more = (piece: Buffer): void => {
    text += piece.toString('latin1');
    if (text.length > MOST_BYTES) socket.destroy(new Error('its answer is far too long'));
    wake();
  };
  const ended = (): void => fail(new Error('the connection ended'));
  socket.on('data', more).on('error', fail).on('close', ended);
  return {
    async line() {
      for (;;) {
        const end = text.indexOf('\n');
        if (end >= 0) {
          const line = text.slice(0, end).replace(/\r$/, '');
          text = text.slice(end + 1);
          return line;
        }
        if (failure !== undefined) throw failure;
        await new Promise<void>((resolve) => (wake = resolve));
      }
    },
    isWaiting: () => text !== '',
    stop: () => void socket.off('data', more),
  };
}
