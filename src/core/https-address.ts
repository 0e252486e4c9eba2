/** Where an https URL points; an IPv6 address without the brackets that only a URL has (RFC 3986, section 3.2.2). */
export function httpsAddress(url: URL): { readonly host: string; readonly port: number } {
  return { host: hostOf(url), port: Number(url.port || '443') };
}

export function hostOf({ hostname }: URL): string {
  return hostname.replace(/^\[|\]$/g, '');
}
