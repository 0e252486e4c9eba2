import type { Sight } from '../../../usecases/watch.ts';
import type { Sights } from './site.ts';

/** Remembers what was seen last, for everybody who asks in between. */
export function sightsBoard(): Sights & { readonly tell: (sight: Sight) => void } {
  let last: Sight | undefined;
  let seen: Extract<Sight, { kind: 'seen' }> | undefined;
  const listeners = new Set<() => void>();
  return {
    last: () => last,
    seen: () => seen,
    onLook(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    tell(sight) {
      last = sight;
      if (sight.kind === 'seen') seen = sight;
      for (const listener of listeners) listener();
    },
  };
}
