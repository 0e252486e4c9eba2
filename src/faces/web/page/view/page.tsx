import { useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { Overview } from '../../../../core/overview/overview.ts';
import { currentOverview, listen, type RunDocument } from '../api.ts';
import { type Address, addressOf, queryOf } from '../model/address.ts';
import { filtered, noFilter } from '../model/filter.ts';
import { type CertificateRow, rowsOf } from '../model/rows.ts';
import { sorted } from '../model/sorted.ts';
import { summaryOf } from '../model/summary.ts';
import { stripsOf } from '../model/weeks.ts';
import type { Language } from '../words/words.ts';
import { CertificateTable } from './certificate-table.tsx';
import { SpeechContext, speechIn, useSpeech } from './context.ts';
import { DrillDown } from './drill-down.tsx';
import { FilterBar } from './filter-bar.tsx';
import { Findings } from './findings.tsx';
import { Footer } from './footer.tsx';
import { HeatStrip } from './heat-strip.tsx';
import { Masthead } from './masthead.tsx';
import { RunView } from './run-view.tsx';
import { Timeline } from './timeline.tsx';

/** The whole page: what the server says, seen through what the address asks for. Until it says something, what it wrote at first stays. */
export function Page({ language }: { readonly language: Language }) {
  const now = useNow();
  const { overview, run, isLive } = useServer(language);
  const speech = useMemo(() => speechIn(language, now), [language, now]);
  if (overview === undefined) return null;
  return (
    <SpeechContext.Provider value={speech}>
      <Sections overview={overview} run={run} isLive={isLive} now={now} />
    </SpeechContext.Provider>
  );
}

function Sections({
  overview,
  run,
  isLive,
  now,
}: {
  readonly overview: Overview;
  readonly run: RunDocument | undefined;
  readonly isLive: boolean;
  readonly now: number;
}) {
  const { words } = useSpeech();
  useLayoutEffect(() => document.getElementById('first')?.remove(), []);
  const [address, go] = useAddress();
  const { filter, sortedBy, isDescending } = address;
  const rows = useMemo(() => rowsOf(overview), [overview]);
  const summary = useMemo(() => summaryOf(overview, rows, now), [overview, rows, now]);
  const shown = useMemo(
    () => sorted(filtered(rows, filter), sortedBy, isDescending),
    [rows, filter, sortedBy, isDescending],
  );
  const open = useCallback((row: CertificateRow): void => go({ open: row.id }), [go]);
  const above = useAbove({ overview, rows, address, now, go, open });
  const opened = rows.find(({ id }) => id === address.open);
  return (
    <>
      <Masthead summary={summary} isLive={isLive} />
      <main>
        {run !== undefined && <RunView run={run} />}
        {above}
        <section aria-labelledby="certificates">
          <h2 id="certificates">{words.certificates}</h2>
          <FilterBar address={address} go={go} count={shown.length} of={rows.length} />
          <CertificateTable rows={shown} address={address} go={go} open={open} />
        </section>
      </main>
      <Footer />
      {opened !== undefined && (
        <DrillDown row={opened} rows={rows} nodes={overview.nodes} close={() => go({ open: '' })} />
      )}
    </>
  );
}

interface Above {
  readonly overview: Overview;
  readonly rows: readonly CertificateRow[];
  readonly address: Address;
  readonly now: number;
  readonly go: (change: Partial<Address>) => void;
  readonly open: (row: CertificateRow) => void;
}

/** What stands above the table shows everything, whatever the filter says: it is not made again with each key. */
function useAbove({ overview, rows, address, now, go, open }: Above) {
  const { zoom, groupedBy } = address;
  return useMemo(
    () => (
      <>
        <Findings nodes={overview.nodes} />
        <Timeline rows={rows} zoom={zoom} groupedBy={groupedBy} go={go} open={open} />
        <HeatStrip
          strips={stripsOf(rows, now)}
          onWeek={({ cluster, node }, { from, before }) =>
            go({ filter: { ...noFilter, cluster, node, endsFrom: from === 0 ? undefined : from, endsBefore: before } })
          }
        />
      </>
    ),
    [overview, rows, zoom, groupedBy, now, go, open],
  );
}

/** Twice a minute is enough for days and minutes. */
function useNow(): number {
  const [now, setNow] = useState(Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 30_000);
    return () => clearInterval(timer);
  }, []);
  return now;
}

function useServer(language: Language) {
  const [overview, setOverview] = useState<Overview | undefined>(undefined);
  const [run, setRun] = useState<RunDocument | undefined>(undefined);
  const [isLive, setLive] = useState(true);
  useEffect(() => {
    // What is not there yet comes as an event.
    void currentOverview(language).then(setOverview, () => undefined);
    return listen(language, { overview: setOverview, run: setRun, isLive: setLive });
  }, [language]);
  return { overview, run, isLive };
}

/** The state of the page is its address: it can be sent, reloaded and left by the back button. */
function useAddress(): readonly [Address, (change: Partial<Address>) => void] {
  const [address, setAddress] = useState(() => addressOf(location.search));
  useEffect(() => {
    const back = (): void => setAddress(addressOf(location.search));
    addEventListener('popstate', back);
    return () => removeEventListener('popstate', back);
  }, []);
  const now = useRef(address);
  now.current = address;
  const go = useCallback((change: Partial<Address>): void => {
    const next = { ...now.current, ...change };
    const query = `${location.pathname}${queryOf(next)}`;
    if (change.open === undefined) history.replaceState(null, '', query);
    else history.pushState(null, '', query);
    setAddress(next);
  }, []);
  return [address, go];
}
