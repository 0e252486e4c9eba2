import type { Strip, WeekCell } from '../model/weeks.ts';
import { useSpeech } from './context.ts';

/** How much ends in which week; a cell leads to what does. */
export function HeatStrip({
  strips,
  onWeek,
}: {
  readonly strips: readonly Strip[];
  readonly onWeek: (strip: Strip, cell: WeekCell) => void;
}) {
  const { words } = useSpeech();
  return (
    <section aria-labelledby="ends" class="heat">
      <h2 id="ends">{words.ends}</h2>
      {strips.map((strip) => (
        <StripRow key={strip.name} strip={strip} onWeek={onWeek} />
      ))}
      <p class="legend" aria-hidden="true">
        {words.less} <i class="cell heat1" />
        <i class="cell heat2" />
        <i class="cell heat3" />
        <i class="cell heat4" /> {words.more}
      </p>
    </section>
  );
}

function StripRow({
  strip,
  onWeek,
}: {
  readonly strip: Strip;
  readonly onWeek: (strip: Strip, cell: WeekCell) => void;
}) {
  const { words, dates, now } = useSpeech();
  const says = ({ from, count }: WeekCell): string => words.endsIn(dates.day(from === 0 ? now : from), count);
  return (
    <div class="strip">
      <span class="name">{strip.name}</span>
      <span class="cells">
        {strip.cells.map((cell) =>
          cell.count === 0 ? (
            <i key={cell.from} class="cell heat0" title={says(cell)} />
          ) : (
            <button
              key={cell.from}
              type="button"
              class={`cell heat${String(cell.heat)}`}
              title={says(cell)}
              aria-label={`${strip.name}, ${says(cell)}`}
              onClick={() => onWeek(strip, cell)}
            >
              {cell.count > 99 ? '99+' : cell.count}
            </button>
          ),
        )}
      </span>
    </div>
  );
}
