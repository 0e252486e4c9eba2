/** How many may sit at once, over all and from one address. */
export function seats({ all, each }: { readonly all: number; readonly each: number }) {
  const taken = new Map<string, number>();
  let total = 0;
  return {
    /** What gives the seat back, once; undefined where none is free. */
    take(address: string): (() => void) | undefined {
      const own = taken.get(address) ?? 0;
      if (total >= all || own >= each) return undefined;
      total += 1;
      taken.set(address, own + 1);
      let isSitting = true;
      return () => {
        if (!isSitting) return;
        isSitting = false;
        total -= 1;
        const left = (taken.get(address) ?? 1) - 1;
        if (left === 0) taken.delete(address);
        else taken.set(address, left);
      };
    },
  };
}
