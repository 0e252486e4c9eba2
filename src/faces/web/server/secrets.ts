import { PerennialError } from '../../../core/errors.ts';
import type { Path } from '../../../core/names.ts';
import type { ServePolicy } from '../../../core/policy.ts';
import type { Files } from '../../../ports/node.ts';
import type { Credentials } from './credentials.ts';
import type { TlsMaterial } from './listen.ts';

/** The files that the configuration names, read. */
export interface Secrets {
  readonly credentials: Credentials;
  readonly tls?: TlsMaterial;
}

/** All of them or an error that names the file and shows nothing of it. */
export async function secretsNow(files: Files, { tls, tokenFile, clientAuthority }: ServePolicy): Promise<Secrets> {
  const token = tokenFile === undefined ? undefined : await tokenIn(files, tokenFile);
  const ca = clientAuthority === undefined ? undefined : await textIn(files, clientAuthority);
  const pair = tls === undefined ? undefined : [await textIn(files, tls.certificate), await textIn(files, tls.key)];
  const [cert, key] = pair ?? [];
  return {
    credentials: { ...(token !== undefined && { token }), clientCertificates: ca !== undefined && tls !== undefined },
    ...(cert !== undefined && key !== undefined && { tls: { cert, key, ...(ca !== undefined && { ca }) } }),
  };
}

/** Letters that need no escape in an address or a header (RFC 6750 2.1). */
const tokenPattern = /^[A-Za-z0-9._~+=-]{16,512}$/;

async function tokenIn(files: Files, path: Path): Promise<string> {
  const { bytes, facts } = await contentOf(files, path);
  if ((facts.mode & 0o077) !== 0)
    throw new PerennialError('permission', `${path} can be read by others than its owner`, {
      file: path,
      next: `chmod 600 ${path}`,
    });
  const token = bytes.toString('utf8').trim();
  if (tokenPattern.test(token)) return token;
  throw new PerennialError('config-invalid', `${path} holds no token`, {
    file: path,
    hint: 'a token has 16 to 512 characters: letters, digits and . _ ~ + = -',
    next: `openssl rand -hex 32 > ${path}`,
  });
}

const textIn = async (files: Files, path: Path): Promise<string> =>
  (await contentOf(files, path)).bytes.toString('utf8');

async function contentOf(files: Files, path: Path) {
  const reading = await files.read(path, 1024 * 1024);
  if (reading.kind === 'read') return reading.value;
  const why = reading.kind === 'unreadable' ? reading.detail : 'it does not exist';
  throw new PerennialError('file-unreadable', `${path} cannot be read: ${why}`, { file: path });
}
