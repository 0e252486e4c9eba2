import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { TestContext } from 'node:test';
import type { AddressInfo } from 'node:net';

export interface ReceivedMail {
  readonly from: string;
  readonly to: readonly string[];
  readonly subject: string;
  readonly id: string;
  readonly text: string;
  readonly encrypted: boolean;
  readonly defects: number;
}

export interface MailServerOptions {
  /** PEM; with them it offers STARTTLS. */
  readonly pair?: { readonly cert: string; readonly key: string };
  readonly password?: string;
  readonly implicit?: boolean;
}

/** Debian's aiosmtpd, a real mail server; Python's own parser says what it received. Ends with the test. */
export async function mailServer(t: TestContext, { pair, password = '', implicit = false }: MailServerOptions = {}) {
  const folder = await mkdtemp(join(tmpdir(), 'perennial-mail-'));
  await writeFile(join(folder, 'cert.pem'), pair?.cert ?? '');
  await writeFile(join(folder, 'key.pem'), pair?.key ?? '');
  const mode = pair === undefined ? 'plain' : implicit ? 'tls' : 'starttls';
  const server = spawn('/usr/bin/python3', ['-c', program, folder, mode, password], {
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
folder, mode, password = sys.argv[1:4]
class Handler:
    async def handle_RCPT(self, server, session, envelope, address, options):
        if address.startswith('4'): return '451 4.7.1 greylisted, try again'
        if address.startswith('5'): return '550 5.1.1 no such user'
        envelope.rcpt_tos.append(address)
        return '250 OK'
    async def handle_DATA(self, server, session, envelope):
        mail = email.message_from_bytes(envelope.content, policy=email.policy.default)
        say(dict(to=envelope.rcpt_tos, subject=mail['subject'], id=mail['message-id'], text=mail.get_content(),
                 encrypted=session.ssl is not None or mode == 'tls', defects=len(mail.defects), **{'from': envelope.mail_from}))
        return '250 OK'
def say(value): print(json.dumps(value), flush=True)
def auth(server, session, envelope, mechanism, data):
    return AuthResult(success=data.password == password.encode(), handled=False)
context = None
if mode != 'plain':
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(folder + '/cert.pem', folder + '/key.pem')
def make():
    return SMTP(Handler(), hostname='mail.test', tls_context=context if mode == 'starttls' else None,
                require_starttls=mode == 'starttls', auth_required=bool(password), authenticator=auth if password else None,
                auth_require_tls=mode == 'starttls')
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
