import { addressOctets, addressText } from '../x509/ip-address.ts';

/** The canonical text of an IP address (`::1`, `10.0.0.1`), with or without brackets; undefined for what is none. */
export function canonicalAddress(text: string): string | undefined {
  const octets = octetsOf(text);
  return octets === undefined ? undefined : addressText(octets);
}

/** The first usable address of a range, `10.96.0.1` of `10.96.0.0/12`: where kubeadm puts the service `kubernetes`. */
export function firstAddressOf(range: string): string | undefined {
  const [address = '', prefixText = ''] = range.split('/');
  const octets = octetsOf(address);
  const prefix = /^\d{1,3}$/.test(prefixText) ? Number(prefixText) : undefined;
  if (octets === undefined || prefix === undefined || prefix > octets.length * 8) return undefined;
  const hostBits = BigInt(octets.length * 8 - prefix);
  const network = (BigInt(`0x${octets.toString('hex')}`) >> hostBits) << hostBits;
  const first = (network + 1n).toString(16).padStart(octets.length * 2, '0');
  return addressText(Buffer.from(first, 'hex'));
}

function octetsOf(text: string): Buffer | undefined {
  return addressOctets(text.startsWith('[') && text.endsWith(']') ? text.slice(1, -1) : text);
}
