import { AsnConvert } from '@peculiar/asn1-schema';
import { AttributeTypeAndValue, AttributeValue } from '@peculiar/asn1-x509';
import { enclosed } from './der.ts';

/**
 * A subject as Go's pkix.Name writes one: organizations first, all in one set, then the common name, empty ones left out.
 * Sets are in DER's order (X.690 section 11.6), so several organizations may come back in another order.
 */
export function subjectName(subject: {
  readonly commonName: string;
  readonly organizations: readonly string[];
}): Buffer {
  const { commonName, organizations } = subject;
  const sets = [
    organizations.map((value) => attribute('2.5.4.10', value)),
    commonName === '' ? [] : [attribute('2.5.4.3', commonName)],
  ];
  const filled = sets.filter((set) => set.length > 0);
  return enclosed(
    0x30,
    filled.map((set) =>
      enclosed(
        0x31,
        set.toSorted((one, other) => Buffer.compare(one, other)),
      ),
    ),
  );
}

function attribute(type: string, text: string): Buffer {
  const value = new AttributeValue(isPrintable(text) ? { printableString: text } : { utf8String: text });
  return Buffer.from(AsnConvert.serialize(new AttributeTypeAndValue({ type, value })));
}

/** Go's encoding/asn1 isPrintable: X.680's set, so neither `*` nor `&` nor `@`. */
function isPrintable(text: string): boolean {
  return /^[A-Za-z0-9 '()+,\-./:=?]*$/.test(text);
}
