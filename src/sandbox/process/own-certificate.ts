import { generateKeyPairSync, randomBytes, sign } from 'node:crypto';

/** A serving pair kept in memory, as node:tls takes it. */
export interface OwnPair {
  readonly cert: string;
  readonly key: string;
}

const YEAR = 365 * 86_400_000;
/** kubeadm and client-go backdate alike. */
const BACKDATED = 300_000;
const ECDSA_WITH_SHA256 = '2a8648ce3d040302';
const COMMON_NAME = '550403';
const SUBJECT_ALTERNATIVE_NAME = '551d11';
const EXTENDED_KEY_USAGE = '551d25';
const SERVER_AUTH = '2b06010505070301';

/**
 * A pair made at start, that no file holds and nothing renews; self-signed (client-go puts an authority of its own behind it). The DER
 * is written by hand because these processes start often, and an ASN.1 library takes longer to load than they take to start.
 */
export function ownPair({ name, years }: { readonly name: string; readonly years: number }): OwnPair {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const notBefore = Date.now() - BACKDATED;
  const distinguishedName = sequence(
    element(0x31, sequence(oid(COMMON_NAME), utf8(`${name}@${Math.floor(Date.now() / 1000)}`))),
  );
  const algorithm = sequence(oid(ECDSA_WITH_SHA256));
  const names = sequence(element(0x82, Buffer.from(name)), element(0x87, Buffer.from([127, 0, 0, 1])));
  const toBeSigned = sequence(
    element(0xa0, integer(Buffer.from([2]))),
    integer(Buffer.concat([Buffer.from([1]), randomBytes(7)])),
    algorithm,
    distinguishedName,
    sequence(time(notBefore), time(notBefore + years * YEAR)),
    distinguishedName,
    publicKey.export({ type: 'spki', format: 'der' }),
    element(
      0xa3,
      sequence(extension(EXTENDED_KEY_USAGE, sequence(oid(SERVER_AUTH))), extension(SUBJECT_ALTERNATIVE_NAME, names)),
    ),
  );
  const certificate = sequence(toBeSigned, algorithm, bitString(sign('sha256', toBeSigned, privateKey)));
  return { cert: pem(certificate), key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString() };
}

/** X.690 8.1: tag, length, content; no element here reaches 64 KiB. */
function element(tag: number, ...contents: readonly Uint8Array[]): Buffer {
  const content = Buffer.concat(contents);
  const { length } = content;
  const size = length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...size]), content]);
}

const sequence = (...contents: readonly Uint8Array[]) => element(0x30, ...contents);
const integer = (value: Buffer) => element(0x02, value);
const oid = (hex: string) => element(0x06, Buffer.from(hex, 'hex'));
const utf8 = (text: string) => element(0x0c, Buffer.from(text));
const bitString = (value: Buffer) => element(0x03, Buffer.from([0]), value);
const extension = (hex: string, value: Buffer) => sequence(oid(hex), element(0x04, value));

/** GeneralizedTime would be due from 2050 on (RFC 5280 4.1.2.5); these certificates live for years only. */
function time(instant: number): Buffer {
  const digits = new Date(instant).toISOString().replace(/[-:T]/g, '').slice(2, 14);
  return element(0x17, Buffer.from(`${digits}Z`));
}

function pem(der: Buffer): string {
  const lines = der.toString('base64').match(/.{1,64}/g) ?? [];
  return ['-----BEGIN CERTIFICATE-----', ...lines, '-----END CERTIFICATE-----', ''].join('\n');
}
