import { useEffect, useRef, useState } from 'preact/hooks';
import { type Address, sortKeys, type SortKey } from '../model/address.ts';
import type { CertificateRow } from '../model/rows.ts';
import { type Visible, visibleRows } from '../model/visible.ts';
import { useSpeech } from './context.ts';
import { Mark } from './mark.tsx';

/** All rows that the filter leaves. However many there are, only those in sight are in the document. */
export function CertificateTable({
  rows,
  address,
  go,
  open,
}: {
  readonly rows: readonly CertificateRow[];
  readonly address: Address;
  readonly go: (change: Partial<Address>) => void;
  readonly open: (row: CertificateRow) => void;
}) {
  const { words } = useSpeech();
  const frame = useRef<HTMLDivElement>(null);
  const [visible, look] = useVisible(frame.current, rows.length);
  useEffect(look, [rows, look]);
  return (
    <div class="frame" ref={frame} onScroll={look} tabIndex={0} role="group" aria-label={words.certificates}>
      <table aria-rowcount={rows.length + 1}>
        <thead>
          <tr aria-rowindex={1}>
            {sortKeys.map((key) => (
              <Heading key={key} of={key} address={address} go={go} />
            ))}
            <th scope="col" class="use">
              {words.inUse}
            </th>
          </tr>
        </thead>
        <tbody>
          <Space rows={visible.first} />
          {rows.slice(visible.first, visible.after).map((row, index) => (
            <Row key={row.id} row={row} index={visible.first + index} open={open} />
          ))}
          <Space rows={Math.max(0, rows.length - visible.after)} />
        </tbody>
      </table>
    </div>
  );
}

const ROW_HEIGHT = 34;

function useVisible(frame: HTMLDivElement | null, count: number): readonly [Visible, () => void] {
  const [scrolled, setScrolled] = useState({ top: 0, height: 600 });
  const look = (): void => {
    const next = { top: frame?.scrollTop ?? 0, height: frame?.clientHeight ?? 600 };
    if (next.top !== scrolled.top || next.height !== scrolled.height) setScrolled(next);
  };
  return [visibleRows(scrolled.top, scrolled.height, ROW_HEIGHT, count), look];
}

/** Stands for rows that are out of sight. */
function Space({ rows }: { readonly rows: number }) {
  return rows === 0 ? null : (
    <tr class="space" aria-hidden="true">
      <td colSpan={6} style={{ height: `${String(rows * ROW_HEIGHT)}px` }} />
    </tr>
  );
}

function Heading({
  of,
  address,
  go,
}: {
  readonly of: SortKey;
  readonly address: Address;
  readonly go: (change: Partial<Address>) => void;
}) {
  const { words } = useSpeech();
  const isSorted = address.sortedBy === of;
  const order = !isSorted ? 'none' : address.isDescending ? 'descending' : 'ascending';
  return (
    <th scope="col" class={of} aria-sort={order}>
      <button type="button" onClick={() => go({ sortedBy: of, isDescending: isSorted && !address.isDescending })}>
        {words.columns[of]} <span aria-hidden="true">{isSorted ? (address.isDescending ? '↓' : '↑') : ''}</span>
      </button>
    </th>
  );
}

function Row({
  row,
  index,
  open,
}: {
  readonly row: CertificateRow;
  readonly index: number;
  readonly open: (row: CertificateRow) => void;
}) {
  const { words, dates, now } = useSpeech();
  const { certificate, cluster, node, urgency } = row;
  const { name, expiresAt, renewalDueAt, served } = certificate;
  return (
    <tr aria-rowindex={index + 2} class={urgency}>
      <td class="name">
        <button type="button" onClick={() => open(row)}>
          {name}
        </button>
      </td>
      <td class="node">{[cluster, node].filter(Boolean).join(' / ')}</td>
      <td class="end">
        {expiresAt === undefined ? (
          words.notSeen
        ) : (
          <>
            <span class="date">{dates.day(expiresAt)} · </span>
            {dates.relative(expiresAt, now)}
          </>
        )}
      </td>
      <td class="due">{renewalDueAt === undefined ? words.notSeen : dates.day(renewalDueAt)}</td>
      <td class="status">
        <Mark urgency={urgency} />
      </td>
      <td class="use">{served === undefined ? words.notSeen : served ? words.yes : words.no}</td>
    </tr>
  );
}
