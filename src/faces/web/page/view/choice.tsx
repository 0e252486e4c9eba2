/** One of a few: buttons of which one is pressed. */
export function Choice<T extends string>({
  label,
  options,
  chosen,
  choose,
}: {
  readonly label: string;
  readonly options: readonly (readonly [T, string])[];
  readonly chosen: T;
  readonly choose: (one: T) => void;
}) {
  return (
    <span class="choice" role="group" aria-label={label}>
      {options.map(([one, text]) => (
        <button key={one} type="button" aria-pressed={one === chosen} onClick={() => choose(one)}>
          {text}
        </button>
      ))}
    </span>
  );
}
