/** A request that tells one receiver one thing; where to is the receiver's secret. */
export interface Post {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export function jsonPost(value: unknown): Post {
  return { headers: { 'content-type': 'application/json' }, body: JSON.stringify(value) };
}
