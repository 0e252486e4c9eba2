import type { Address } from '../model/address.ts';
import { endOf, type CertificateRow } from '../model/rows.ts';
import { placeOn, type Scale, scaleOf, zooms } from '../model/scale.ts';
import { Choice } from './choice.tsx';
import { useSpeech } from './context.ts';

/** Every certificate as a bar on one axis of time, authorities above what they signed. */
export function Timeline({
  rows,
  zoom,
  groupedBy,
  go,
  open,
}: {
  readonly rows: readonly CertificateRow[];
  readonly zoom: Address['zoom'];
  readonly groupedBy: Address['groupedBy'];
  readonly go: (change: Partial<Address>) => void;
  readonly open: (row: CertificateRow) => void;
}) {
  const { words, now } = useSpeech();
  const scale = scaleOf(zoom, now);
  const groups = groupsOf(rows, groupedBy);
  const shown = firstRows(groups, MOST_ROWS);
  const left = rows.length - shown.reduce((sum, group) => sum + group.rows.length, 0);
  return (
    <section aria-labelledby="timeline" class="timeline">
      <div class="heading">
        <h2 id="timeline">{words.timeline}</h2>
        <Choice
          label={words.zoom}
          chosen={zoom}
          options={zooms.map((one) => [one, words.zooms[one]] as const)}
          choose={(chosen) => go({ zoom: chosen })}
        />
        <Choice
          label={words.groupBy}
          chosen={groupedBy}
          options={[['node', words.byNode] as const, ['certificate', words.byCertificate] as const]}
          choose={(chosen) => go({ groupedBy: chosen })}
        />
        <Legend />
      </div>
      <Axis scale={scale} />
      {shown.map(({ name, rows: own }) => (
        <div key={name} class="group" role="group" aria-label={name}>
          <h3>{name}</h3>
          {own.map((row) => (
            <Bar
              key={row.id}
              row={row}
              scale={scale}
              label={groupedBy === 'node' ? row.certificate.name : row.node}
              open={open}
            />
          ))}
        </div>
      ))}
      {left > 0 && <p class="more">{words.andMore(left)}</p>}
    </section>
  );
}

const MOST_ROWS = 120;

interface Group {
  readonly name: string;
  readonly rows: readonly CertificateRow[];
}

function groupsOf(rows: readonly CertificateRow[], by: 'node' | 'certificate'): readonly Group[] {
  const nameOf = ({ cluster, node, certificate }: CertificateRow): string =>
    by === 'node' ? [cluster, node].filter(Boolean).join(' / ') : certificate.name;
  return [...Map.groupBy(rows, nameOf)].map(([name, own]) => ({ name, rows: own }));
}

/** Whole groups as long as they fit; of the first that does not, what ends first. */
function firstRows(groups: readonly Group[], most: number): readonly Group[] {
  let room = most;
  return groups.flatMap((group) => {
    const own = group.rows.length <= room ? group.rows : soonest(group.rows, room);
    room -= own.length;
    return own.length === 0 ? [] : [{ ...group, rows: own }];
  });
}

const soonest = (rows: readonly CertificateRow[], count: number): readonly CertificateRow[] =>
  rows.toSorted((one, other) => endOf(one) - endOf(other)).slice(0, count);

function Axis({ scale }: { readonly scale: Scale }) {
  const { words, dates, now } = useSpeech();
  return (
    <div class="axis" aria-hidden="true">
      {scale.ticks.map(({ at, place, unit }) => (
        <span key={at} style={{ left: percent(place) }}>
          {dates.tick(at, unit)}
        </span>
      ))}
      <span class="now" style={{ left: percent(placeOn(scale, now)) }}>
        {words.now}
      </span>
    </div>
  );
}

function Bar({
  row,
  scale,
  label,
  open,
}: {
  readonly row: CertificateRow;
  readonly scale: Scale;
  readonly label: string;
  readonly open: (row: CertificateRow) => void;
}) {
  const { words, dates, now } = useSpeech();
  const { certificate, node, urgency } = row;
  const { notBefore = scale.from, expiresAt = scale.from, renewalDueAt, kind, name } = certificate;
  const due = renewalDueAt === undefined ? '' : dates.day(renewalDueAt);
  const says = words.timelineSays(name, node, dates.day(notBefore), dates.day(expiresAt), due);
  const at = (instant: number): number => placeOn(scale, instant) * 1000;
  return (
    <button
      type="button"
      class={`bar ${urgency} ${kind === 'authority' ? 'authority' : ''}`}
      title={says}
      onClick={() => open(row)}
    >
      <span class="name">{label}</span>
      <span class="unseen"> {says}, </span>
      <svg viewBox="0 0 1000 20" preserveAspectRatio="none" aria-hidden="true">
        {scale.ticks.map((tick) => (
          <rect key={tick.at} class="grid" x={tick.place * 1000} y="0" width="1" height="20" />
        ))}
        <rect
          class="valid"
          x={at(notBefore)}
          y={kind === 'authority' ? 4 : 6}
          width={Math.max(0, at(expiresAt) - at(notBefore))}
          height={kind === 'authority' ? 12 : 8}
        />
        {renewalDueAt !== undefined && renewalDueAt < expiresAt && (
          <rect
            class="window"
            x={at(renewalDueAt)}
            y="6"
            width={Math.max(0, at(expiresAt) - at(renewalDueAt))}
            height="8"
          />
        )}
        {renewalDueAt !== undefined && renewalDueAt > scale.from && renewalDueAt < scale.to && (
          <rect class="notch" x={at(renewalDueAt) - 1} y="3" width="2.5" height="14" />
        )}
        <rect class="now" x={at(now)} y="0" width="1.6" height="20" />
      </svg>
      <span class="end">{dates.relative(expiresAt, now)}</span>
    </button>
  );
}

function Legend() {
  const { words } = useSpeech();
  return (
    <p class="legend" aria-hidden="true">
      <i class="swatch valid" /> {words.validity} <i class="swatch window" /> {words.renewalWindow}{' '}
      <i class="swatch authority" /> {words.authorityBar}
    </p>
  );
}

const percent = (place: number): string => `${(place * 100).toFixed(2)}%`;
