import { createPublicKey, generateKeyPairSync, sign } from 'node:crypto';
import { enclosed, tags } from '../src/core/x509/der.ts';
import { addressOctets } from '../src/core/x509/ip-address.ts';
import { extensionIdentifiers } from '../src/core/x509/extensions.ts';

/** A certificate request of exactly these fields, signed with a key of its own; what a kubelet would send and what it would not. */
export interface RequestFields {
  /** In this order, one attribute each. */
  readonly subject: readonly (readonly [type: 'CN' | 'O' | 'OU', value: string])[];
  readonly dnsNames?: readonly string[];
  readonly ipAddresses?: readonly string[];
  /** GeneralNames, DER. */
  readonly generalNames?: readonly Buffer[];
  /** Extensions by object identifier, DER. */
  readonly extensions?: Readonly<Record<string, Buffer>>;
  /** Attributes by object identifier, each with one value, DER. */
  readonly attributes?: Readonly<Record<string, Buffer>>;
  readonly key?: 'P-256' | 'RSA-1024' | 'RSA-2048' | 'Ed25519';
  /** Signed with another key than its own. */
  readonly isForged?: boolean;
  /** SHA-1 in the signature. */
  readonly isWeaklySigned?: boolean;
}

export function requestPem(fields: RequestFields): string {
  const { key = 'P-256' } = fields;
  const [own, other] = [newKey(key), newKey(key)];
  const info = enclosed(tags.sequence, [
    Buffer.from([tags.integer, 1, 0]),
    nameOf(fields.subject),
    createPublicKey(own).export({ type: 'spki', format: 'der' }),
    enclosed(0xa0, attributesOf(fields)),
  ]);
  const digest = key === 'Ed25519' ? undefined : fields.isWeaklySigned === true ? 'sha1' : 'sha256';
  const signature = sign(digest, info, fields.isForged === true ? other : own);
  const whole = enclosed(tags.sequence, [
    info,
    enclosed(tags.sequence, [identifier(algorithmOf(key, digest))]),
    enclosed(tags.bitString, [Buffer.from([0]), signature]),
  ]);
  const lines = whole.toString('base64').replace(/.{64}/g, '$&\n');
  return `-----BEGIN CERTIFICATE REQUEST-----\n${lines}\n-----END CERTIFICATE REQUEST-----\n`;
}

function newKey(kind: NonNullable<RequestFields['key']>) {
  switch (kind) {
    case 'P-256':
      return generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;
    case 'Ed25519':
      return generateKeyPairSync('ed25519').privateKey;
    case 'RSA-1024':
    case 'RSA-2048':
      return generateKeyPairSync('rsa', { modulusLength: Number(kind.slice(4)) }).privateKey;
  }
}

function algorithmOf(key: NonNullable<RequestFields['key']>, digest: string | undefined): string {
  if (digest === undefined) return '1.3.101.112';
  if (key === 'P-256') return digest === 'sha1' ? '1.2.840.10045.4.1' : '1.2.840.10045.4.3.2';
  return digest === 'sha1' ? '1.2.840.113549.1.1.5' : '1.2.840.113549.1.1.11';
}

const types = { CN: '2.5.4.3', O: '2.5.4.10', OU: '2.5.4.11' } as const;

function nameOf(subject: RequestFields['subject']): Buffer {
  const sets = subject.map(([type, value]) => {
    const text = enclosed(0x0c, [Buffer.from(value)]);
    return enclosed(tags.set, [enclosed(tags.sequence, [identifier(types[type]), text])]);
  });
  return enclosed(tags.sequence, sets);
}

function attributesOf({
  dnsNames = [],
  ipAddresses = [],
  generalNames = [],
  extensions = {},
  attributes = {},
}: RequestFields) {
  const names = [
    ...dnsNames.map((name) => enclosed(0x82, [Buffer.from(name, 'latin1')])),
    ...ipAddresses.map((address) => enclosed(0x87, [addressOctets(address) ?? Buffer.from(address)])),
    ...generalNames,
  ];
  const wanted = {
    ...(names.length > 0 && { [extensionIdentifiers.subjectAlternativeName]: enclosed(tags.sequence, names) }),
    ...extensions,
  };
  const encoded = Object.entries(wanted).map(([type, value]) =>
    enclosed(tags.sequence, [identifier(type), enclosed(tags.octetString, [value])]),
  );
  const requested = encoded.length > 0 ? { '1.2.840.113549.1.9.14': enclosed(tags.sequence, encoded) } : {};
  return Object.entries({ ...requested, ...attributes }).map(([type, value]) =>
    enclosed(tags.sequence, [identifier(type), enclosed(tags.set, [value])]),
  );
}

function identifier(dotted: string): Buffer {
  const [first = 0, second = 0, ...rest] = dotted.split('.').map(Number);
  const octets = [first * 40 + second, ...rest].flatMap((number) => {
    const groups = [number & 0x7f];
    for (let left = Math.floor(number / 128); left > 0; left = Math.floor(left / 128))
      groups.unshift((left & 0x7f) | 0x80);
    return groups;
  });
  return enclosed(tags.objectIdentifier, [Buffer.from(octets)]);
}
