const mappedPrefix = Buffer.from('00000000000000000000ffff', 'hex');

/** Canonical text (RFC 5952) of 4 or 16 octets; an IPv4-mapped one is IPv4, as Go prints it. Anything else is no address. */
export function addressText(octets: Buffer): string | undefined {
  if (octets.length === 4) return octets.join('.');
  if (octets.length !== 16) return undefined;
  if (octets.subarray(0, 12).equals(mappedPrefix)) return octets.subarray(12).join('.');
  const groups = Array.from({ length: 8 }, (_, index) => octets.readUInt16BE(index * 2).toString(16));
  return canonicalIPv6(groups.join(':'));
}

/** 4 or 16 octets of an address in text; undefined when it is none. Zone identifiers are none. */
export function addressOctets(text: string): Buffer | undefined {
  if (text.includes(':')) return ipv6Octets(text);
  const parts = text.split('.');
  const valid = parts.length === 4 && parts.every((part) => /^(0|[1-9]\d{0,2})$/.test(part) && Number(part) < 256);
  return valid ? Buffer.from(parts.map(Number)) : undefined;
}

function ipv6Octets(text: string): Buffer | undefined {
  const canonical = canonicalIPv6(text);
  if (canonical === undefined) return undefined;
  const [head = '', tail] = canonical.split('::');
  const before = groupsOf(head);
  const after = groupsOf(tail ?? '');
  const zeros = Array<string>(8 - before.length - after.length).fill('0');
  const octets = Buffer.alloc(16);
  [...before, ...zeros, ...after].forEach((group, index) =>
    octets.writeUInt16BE(Number.parseInt(group, 16), index * 2),
  );
  return octets.subarray(0, 12).equals(mappedPrefix) ? octets.subarray(12) : octets;
}

function groupsOf(text: string): readonly string[] {
  return text === '' ? [] : text.split(':');
}

/** The URL standard's host serializer is RFC 5952's; it takes neither zones nor anything that is not an address. */
function canonicalIPv6(text: string): string | undefined {
  if (!/^[0-9a-fA-F:.]{2,45}$/.test(text)) return undefined;
  const url = URL.parse(`http://[${text}]/`);
  return url === null ? undefined : url.hostname.slice(1, -1);
}
