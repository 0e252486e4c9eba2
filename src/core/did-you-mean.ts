/** The candidate that was probably meant: at most a third of the letters differ, or it begins with the word. Undefined when none. */
export function didYouMean(word: string, candidates: readonly string[]): string | undefined {
  const asked = word.slice(0, longestWord).toLowerCase();
  const ranked = candidates
    .map((candidate) => ({ candidate, distance: distanceBetween(asked, candidate.toLowerCase()) }))
    .sort((one, other) => one.distance - other.distance);
  const [best] = ranked;
  if (best === undefined || asked === '') return undefined;
  if (best.distance <= Math.max(asked.length, best.candidate.length) / 3) return best.candidate;
  return candidates.find((candidate) => asked.length > 2 && candidate.toLowerCase().startsWith(asked));
}

/** What is typed may be of any length; what is meant is not. */
const longestWord = 100;

/** Letters to insert, remove, replace or swap with their neighbour (optimal string alignment). */
function distanceBetween(one: string, other: string): number {
  let beforeLast: readonly number[] = [];
  let last: readonly number[] = Array.from({ length: other.length + 1 }, (_, column) => column);
  for (let row = 1; row <= one.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= other.length; column += 1) {
      const same = one[row - 1] === other[column - 1];
      const swapped = one[row - 1] === other[column - 2] && one[row - 2] === other[column - 1];
      current.push(
        Math.min(
          at(last, column) + 1,
          at(current, column - 1) + 1,
          at(last, column - 1) + (same ? 0 : 1),
          swapped ? at(beforeLast, column - 2) + 1 : Infinity,
        ),
      );
    }
    beforeLast = last;
    last = current;
  }
  return at(last, other.length);
}

const at = (row: readonly number[], column: number): number => row[column] ?? Infinity;
