/** What an API server answers to a list: as many as `limit` asks for, from where `continue` says; all without a limit. */
export function pageOf(objects: readonly unknown[], query: URLSearchParams) {
  const from = Number(query.get('continue') ?? 0);
  const to = from + Number(query.get('limit') ?? objects.length);
  return { items: objects.slice(from, to), metadata: to < objects.length ? { continue: String(to) } : {} };
}

export const queryOf = ({ url = '' }: { readonly url?: string | undefined }): URLSearchParams =>
  new URL(url, 'https://localhost').searchParams;
