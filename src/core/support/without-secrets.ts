/**
 * A configuration with every value hidden whose key sounds like a secret, unless it is the path of a file: secrets are not in it, and
 * whoever put one there all the same is not to pay for it.
 */
export function withoutSecrets(text: string): string {
  return text
    .replace(named, (whole, before: string, value: string) => (value.startsWith('/') ? whole : `${before}(hidden)`))
    .replace(userInAddress, '://(hidden)@');
}

const named =
  /((?:^|[\s{,"'])[\w-]*(?:password|passwd|passphrase|secret|token|apikey|api_key|credential|authorization)[\w-]*["']?\s*:[ \t]*)["']?([^\s"'#,}][^\n#,}]*)/gi;
const userInAddress = /:\/\/[^\s/@"']+@/g;
