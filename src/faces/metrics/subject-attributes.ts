/**
 * The attributes of a distinguished name as `certificate.subject.text` writes it, by short name (`CN`, `O`). Of several of one type
 * all, in their order. What was written as an escaped control character stays so: no label may hold one.
 */
export function subjectAttributes(text: string): ReadonlyMap<string, readonly string[]> {
  const attributes = new Map<string, readonly string[]>();
  for (const [, type = '', value = ''] of text.matchAll(attribute)) {
    attributes.set(type, [...(attributes.get(type) ?? []), value.replace(escaped, '$1')]);
  }
  return attributes;
}

/** Up to a comma or plus sign that is not escaped (RFC 4514 section 2.4). */
const attribute = /([A-Za-z0-9.]+)=((?:\\.|[^\\,+])*?)(?: \+ |, |$)/gsu;
const escaped = /\\([,+"\\<>;])/g;

/** The last common name counts, as in Go. */
export function commonNameOf(text: string | undefined): string {
  return (
    subjectAttributes(text ?? '')
      .get('CN')
      ?.at(-1) ?? ''
  );
}
