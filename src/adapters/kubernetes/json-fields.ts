/** The text there; empty where there is none. */
export function textOf(json: unknown, ...keys: readonly string[]): string {
  return textIn(json, ...keys) ?? '';
}

/** The text there, which may be empty; undefined where there is none. */
export function textIn(json: unknown, ...keys: readonly string[]): string | undefined {
  const value = fieldOf(json, ...keys);
  return typeof value === 'string' ? value : undefined;
}

/** The list there; empty where there is none. */
export function listOf(json: unknown, ...keys: readonly string[]): readonly unknown[] {
  const value = fieldOf(json, ...keys);
  return Array.isArray(value) ? value : [];
}

/** The number there; NaN where there is none. */
export function numberOf(json: unknown, ...keys: readonly string[]): number {
  const value = fieldOf(json, ...keys);
  return typeof value === 'number' ? value : Number.NaN;
}

/** The value at a path of keys in parsed JSON, undefined where anything on the way is no object. */
function fieldOf(json: unknown, ...keys: readonly string[]): unknown {
  let value = json;
  for (const key of keys) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined;
    value = (value as Readonly<Record<string, unknown>>)[key];
  }
  return value;
}
