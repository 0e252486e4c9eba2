/** Made once for each key: a crash suite runs the same control plane thousands of times, and parsing is most of its work. */
export function remembered<K, V>(memory: Map<K, V>, key: K, make: () => V): V {
  const known = memory.get(key);
  if (known !== undefined || memory.has(key)) return known as V;
  if (memory.size > 10_000) memory.clear();
  const made = make();
  memory.set(key, made);
  return made;
}
