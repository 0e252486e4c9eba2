/** The items under what they have in common, in the order in which that first appears. */
export function alike<T>(
  items: readonly T[],
  common: (item: T) => string,
): readonly (readonly [string, readonly T[]])[] {
  const groups = new Map<string, readonly T[]>();
  for (const item of items) groups.set(common(item), [...(groups.get(common(item)) ?? []), item]);
  return [...groups];
}
