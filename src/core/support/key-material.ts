/**
 * What in a text must not leave the machine, in words; undefined where nothing is seen. Rather once too often: a file that is left
 * out by mistake costs a question, a key that gets out costs a cluster.
 */
export function keyMaterialIn(text: string): string | undefined {
  const found = marks.find(({ pattern }) => pattern.test(text));
  if (found !== undefined) return found.what;
  if (holdsPrivateKeyHex(text)) return 'a private key in hex';
  const joined = joinedText(text);
  if (wrappedPem.some((piece) => joined.includes(piece))) return 'a private key in base64';
  return holdsPrivateKeyDer(joined) ? 'a private key in base64 of DER' : undefined;
}

const marks: readonly { readonly what: string; readonly pattern: RegExp }[] = [
  { what: 'a private key in PEM', pattern: /-----BEGIN [A-Z0-9 ]*PRIVATE KEY/ },
  { what: 'a private key of a kubeconfig', pattern: /client-key-data["']?\s*[:=]\s*["']?[A-Za-z0-9+/]/ },
  { what: 'a token of a service account', pattern: /eyJ[\w-]{8,}\.eyJ[\w-]{8,}\.[\w-]{8,}/ },
  { what: 'a bearer token', pattern: /\bBearer\s+[\w.~+/-]{8,}/i },
  // Kubernetes, bootstrap-tokens: [a-z0-9]{6}.[a-z0-9]{16}
  { what: 'a bootstrap token', pattern: /(?<![\w.-])[a-z0-9]{6}\.[a-z0-9]{16}(?![\w.-])/ },
  // What kubeadm encrypts the keys with that it uploads: kubeadm init phase upload-certs.
  { what: 'a certificate key of kubeadm', pattern: /certificate-?key["']?[\s:=]+["']?[0-9a-f]{64}(?![0-9a-f])/i },
  { what: 'credentials in a header', pattern: /\bauthorization["']?\s*[:=]\s*["']?(?:basic|digest|token)\s+\S{6,}/i },
  { what: 'a password in an address', pattern: /:\/\/[^\s/:@"']+:[^\s/@"']+@/ },
];

/** What base64 makes of the words in the middle of a PEM label, wherever the label begins: three ways to fall on groups of three bytes. */
const wrappedPem: readonly string[] = [0, 1, 2].map((offset) => {
  const encoded = Buffer.from(`${'.'.repeat(offset)}PRIVATE KEY-----`).toString('base64');
  return encoded.slice(offset === 0 ? 0 : 4, Math.floor((offset + 16) / 3) * 4);
});

/** Base64 is wrapped by line breaks, and JSON writes those as two characters. */
const joinedText = (text: string): string => text.replace(/\\[nrt]|\s/g, '');

/** So much of a key says what it is. */
const HEAD_CHARACTERS = 64;

/**
 * A DER structure in base64 begins where it begins: every M (0x30, a SEQUENCE) is looked at. RFC 8017 A.1.2, RFC 5958 2 and RFC 5915 3
 * all put a version first.
 */
function holdsPrivateKeyDer(joined: string): boolean {
  for (let at = joined.indexOf('M'); at >= 0; at = joined.indexOf('M', at + 1)) {
    const head = joined
      .slice(at, at + HEAD_CHARACTERS)
      .replaceAll('-', '+')
      .replaceAll('_', '/');
    if (isPrivateKeyHead(Buffer.from(head, 'base64'))) return true;
  }
  return false;
}

/** DER as a dump of bytes shows it, in one piece or with something between two bytes. */
function holdsPrivateKeyHex(text: string): boolean {
  const dumps = text.matchAll(/(?:[0-9a-f]{2}[\s:]{0,2}){32,}/gi);
  return dumps.some(([dump]) => {
    const bytes = Buffer.from(dump.replaceAll(/[\s:]/g, ''), 'hex');
    return bytes.some((byte, at) => byte === 0x30 && isPrivateKeyHead(bytes.subarray(at, at + HEAD_CHARACTERS)));
  });
}

/** SEQUENCE { INTEGER 0 or 1, then an algorithm (PKCS #8), a modulus (PKCS #1), or a scalar (SEC 1) }. */
function isPrivateKeyHead(der: Buffer): boolean {
  const inside = der[0] === 0x30 ? contentAt(der, 0) : undefined;
  if (inside === undefined || der[inside] !== 0x02 || der[inside + 1] !== 0x01) return false;
  const version = der[inside + 2];
  const [next, at] = [der[inside + 3], inside + 3];
  if (version === 0 && next === 0x02) return (der[at + 1] ?? 0) >= 0x40;
  if (version === 1 && next === 0x04) return [0x20, 0x30, 0x41, 0x42].includes(der[at + 1] ?? 0);
  const algorithm = next === 0x30 ? contentAt(der, at) : undefined;
  return (version === 0 || version === 1) && algorithm !== undefined && der[algorithm] === 0x06;
}

/** Where the content of the element at `at` begins. */
function contentAt(der: Buffer, at: number): number | undefined {
  const length = der[at + 1];
  if (length === undefined) return undefined;
  return length < 0x80 ? at + 2 : at + 2 + (length & 0x7f);
}
