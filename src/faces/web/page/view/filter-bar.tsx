import { type Address, filterParameters } from '../model/address.ts';
import { noFilter } from '../model/filter.ts';
import { urgencies } from '../model/urgency.ts';
import { useSpeech } from './context.ts';

/** What the table shows, as words in the address, and the same for programs. */
export function FilterBar({
  address,
  go,
  count,
  of,
}: {
  readonly address: Address;
  readonly go: (change: Partial<Address>) => void;
  readonly count: number;
  readonly of: number;
}) {
  const { words } = useSpeech();
  const { filter } = address;
  const change = (part: Partial<typeof filter>): void => go({ filter: { ...filter, ...part } });
  return (
    <form class="filter" role="search" onSubmit={(event) => event.preventDefault()}>
      <input
        type="search"
        value={filter.words}
        placeholder={words.search}
        aria-label={words.search}
        onInput={({ currentTarget }) => change({ words: currentTarget.value })}
      />
      <select
        aria-label={words.columns.status}
        value={filter.urgency}
        onChange={({ currentTarget }) =>
          change({ urgency: urgencies.find((one) => one === currentTarget.value) ?? '' })
        }
      >
        <option value="">{words.everyState}</option>
        {urgencies.map((one) => (
          <option key={one} value={one}>
            {words.urgency[one]}
          </option>
        ))}
      </select>
      {count !== of && (
        <button type="button" onClick={() => go({ filter: noFilter })}>
          {words.clear}
        </button>
      )}
      <span class="count" role="status">
        {words.shown(count, of)}
      </span>
      <a href={exportOf(address, 'csv')} download="certificates.csv">
        CSV
      </a>
      <a href={exportOf(address, 'json')}>JSON</a>
    </form>
  );
}

function exportOf({ filter }: Address, format: 'csv' | 'json'): string {
  const said = Object.entries(filterParameters(filter)).filter(([, value]) => value !== '');
  return `/api/v1/certificates?${new URLSearchParams([...said, ['format', format]])}`;
}
