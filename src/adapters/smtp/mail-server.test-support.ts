import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { TestContext } from 'node:test';
import { TLSSocket } from 'node:tls';
import { testAuthority } from '../../../test/pki.ts';

export interface ReceivedMail {
  readonly from: string;
  readonly to: readonly string[];
  readonly subject: string;
  readonly id: string;
  readonly text: string;
  readonly encrypted: boolean;
  readonly defects: number;
  /** By which it was told user and password. */
  readonly mechanism: string;
}

export interface MailServerOptions {
  /** PEM; with them it offers STARTTLS. */
  readonly pair?: { readonly cert: string; readonly key: string };
  readonly password?: string;
  readonly implicit?: boolean;
  /** The only one it offers. */
  readonly mechanism?: 'LOGIN' | 'PLAIN';
}

/** Debian's aiosmtpd, a real mail server; Python's own parser says what it received. Ends with the test. */
export async function mailServer(
  t: TestContext,
  { pair, password = '', implicit = false, mechanism = 'PLAIN' }: MailServerOptions = {},
) {
  const other = mechanism === 'PLAIN' ? 'LOGIN' : 'PLAIN';
  const folder = await mkdtemp(join(tmpdir(), 'perennial-mail-'));
  await writeFile(join(folder, 'cert.pem'), pair?.cert ?? '');
  await writeFile(join(folder, 'key.pem'), pair?.key ?? '');
  const mode = pair === undefined ? 'plain' : implicit ? 'tls' : 'starttls';
  const server = spawn('/usr/bin/python3', ['-c', program, folder, mode, password, other], {
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  let complaint = '';
  server.stderr.on('data', (piece: Buffer) => void (complaint += piece.toString()));
  const lines = createInterface({ input: server.stdout })[Symbol.asyncIterator]();
  t.after(async () => {
    server.kill();
    await rm(folder, { recursive: true });
  });
  const next = async (): Promise<unknown> => {
    const { value, done } = await lines.next();
    if (done === true) throw new Error(`apt-get install python3-aiosmtpd, or it ended: ${complaint}`);
    return JSON.parse(String(value));
  };
  const port = (await next()) as number;
  return { port, next: async () => (await next()) as ReceivedMail };
}

const program = String.raw`
import asyncio, email, email.policy, json, ssl, sys
from aiosmtpd.smtp import SMTP, AuthResult
folder, mode, password, excluded = sys.argv[1:5]
mechanisms = []
class Handler:
    async def handle_RCPT(self, server, session, envelope, address, options):
        if address.startswith('4'): return '451 4.7.1 greylisted, try again'
        if address.startswith('5'): return '550 5.1.1 no such user'
        envelope.rcpt_tos.append(address)
        return '250 OK'
    async def handle_DATA(self, server, session, envelope):
        mail = email.message_from_bytes(envelope.content, policy=email.policy.default)
        say(dict(to=envelope.rcpt_tos, subject=mail['subject'], id=mail['message-id'], text=mail.get_content(),
                 mechanism=''.join(mechanisms[-1:]), encrypted=session.ssl is not None or mode == 'tls', defects=len(mail.defects), **{'from': envelope.mail_from}))
        return '250 OK'
def say(value): print(json.dumps(value), flush=True)
def auth(server, session, envelope, mechanism, data):
    mechanisms.append(mechanism)
    return AuthResult(success=data.password == password.encode(), handled=False)
context = None
if mode != 'plain':
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(folder + '/cert.pem', folder + '/key.pem')
def make():
    return SMTP(Handler(), hostname='mail.test', tls_context=context if mode == 'starttls' else None,
                require_starttls=mode == 'starttls', auth_required=bool(password), authenticator=auth if password else None,
                auth_require_tls=mode == 'starttls', auth_exclude_mechanism=[excluded])
async def main():
    server = await asyncio.get_running_loop().create_server(make, '127.0.0.1', 0, ssl=context if mode == 'tls' else None)
    say(server.sockets[0].getsockname()[1])
    await server.serve_forever()
asyncio.run(main())
`;

/** A server that says these lines, one after each of ours, and then does as it is told. */
export async function scriptedServer(t: TestContext, said: readonly string[], then: (peer: Socket) => void) {
  const peers = new Set<Socket>();
  const server = createServer((peer) => {
    peers.add(peer);
    const left = [...said];
    const speak = (): void => {
      const line = left.shift();
      if (line === undefined) then(peer);
      else peer.write(`${line}\r\n`);
    };
    peer.on('error', () => undefined).on('data', speak);
    speak();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  t.after(() => {
    for (const peer of peers) peer.destroy();
    server.close();
  });
  return (server.address() as AddressInfo).port;
}

const authority = testAuthority({ commonName: 'authority of mail' });
const leaf = authority.leaf({
  commonName: 'mail',
  extendedKeyUsages: ['serverAuth'],
  dnsNames: ['localhost'],
  ipAddresses: ['127.0.0.1'],
});

/** A server behind somebody who puts `injected` between its answer to STARTTLS and the handshake; what it heard. */
export async function injectingServer(t: TestContext, injected: string) {
  const heard: string[] = [];
  const server = createServer((peer) => {
    peer.on('error', () => undefined);
    t.after(() => peer.destroy());
    peer.write('220 x\r\n');
    let isMail = false;
    const plain = (piece: Buffer): void => {
      heard.push(piece.toString().trim());
      if (!/^STARTTLS/.test(piece.toString())) return void peer.write('250-x\r\n250 STARTTLS\r\n');
      peer.off('data', plain).write(`220 go on\r\n${injected}`);
      const pair = { cert: leaf.certificatePem, key: leaf.privateKeyPem };
      const secured = new TLSSocket(peer, { isServer: true, ...pair });
      secured
        .on('error', () => undefined)
        .on('data', (more: Buffer) => {
          const said = more.toString();
          const isEnd = /(^|\r\n)\.\r\n$/.test(said);
          if (isMail && !isEnd) return;
          heard.push(said.trim());
          isMail = said.startsWith('DATA');
          secured.write(isMail ? '354 go on\r\n' : '250 x\r\n');
        });
      heard.push('encrypted');
    };
    peer.on('data', plain);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  t.after(() => void server.close());
  return { port: (server.address() as AddressInfo).port, heard, ca: authority.certificatePem };
}
