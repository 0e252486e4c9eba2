import { useEffect, useRef, useState } from 'preact/hooks';
import type { NodeOverview } from '../../../../core/overview/overview.ts';
import { type SeenSerial, serialsOf } from '../api.ts';
import type { CertificateRow } from '../model/rows.ts';
import { Command } from './command.tsx';
import { useSpeech } from './context.ts';
import { Mark } from './mark.tsx';

/** Everything about one certificate: what is found, its chain, the file against what is served, its history, and what renews it. */
export function DrillDown({
  row,
  rows,
  nodes,
  close,
}: {
  readonly row: CertificateRow;
  readonly rows: readonly CertificateRow[];
  readonly nodes: readonly NodeOverview[];
  readonly close: () => void;
}) {
  const { words } = useSpeech();
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    if (dialog.current?.open === false) dialog.current.showModal();
  }, [row.id]);
  const { certificate, node, cluster } = row;
  return (
    <dialog ref={dialog} aria-labelledby="certificate" onClose={close}>
      <header>
        <h2 id="certificate">
          {certificate.name} <span class="where">{[cluster, node].filter(Boolean).join(' / ')}</span>
        </h2>
        <form method="dialog">
          <button>{words.close}</button>
        </form>
      </header>
      <Mark urgency={row.urgency} />
      <FoundAbout row={row} nodes={nodes} />
      {certificate.kind === 'kubeadm' && (
        <p>
          {words.renew}: <Command text={`perennial renew ${certificate.name}`} />
        </p>
      )}
      <h3>{words.chain}</h3>
      <ol class="chain">
        {[row, ...signersOf(row, rows)].map((one, index) => (
          <Card key={one.id} row={one} isSigner={index > 0} />
        ))}
      </ol>
      <Earlier name={certificate.name} />
    </dialog>
  );
}

/** The authority it should come from: the member whose subject is its issuer. */
function signersOf(
  { certificate, cluster, node }: CertificateRow,
  rows: readonly CertificateRow[],
): readonly CertificateRow[] {
  const members = rows.filter(
    (one) =>
      one.certificate.kind === 'authority' &&
      one.cluster === cluster &&
      one.node === node &&
      one.certificate.name === certificate.authority,
  );
  const signer = members.find((one) => one.certificate.subject === certificate.issuer) ?? members[0];
  return signer === undefined || certificate.kind === 'authority' ? [] : [signer];
}

function FoundAbout({ row, nodes }: { readonly row: CertificateRow; readonly nodes: readonly NodeOverview[] }) {
  const seen = nodes.find(({ node, cluster = '' }) => node === row.node && cluster === row.cluster)?.seen;
  const findings = seen?.kind === 'seen' ? seen.findings.filter(({ subject }) => subject === row.certificate.name) : [];
  return (
    <ul class="findings">
      {findings.map(({ code, message, mend }) => (
        <li key={code}>
          <p>
            {message} <code>{code}</code>
          </p>
          {mend !== undefined && <Command text={mend} />}
        </li>
      ))}
    </ul>
  );
}

function Card({ row, isSigner }: { readonly row: CertificateRow; readonly isSigner: boolean }) {
  const { words, dates, now } = useSpeech();
  const { certificate } = row;
  const { notBefore, expiresAt, served, usedBy, names = [] } = certificate;
  const until = expiresAt === undefined ? undefined : `${dates.minute(expiresAt)} (${dates.relative(expiresAt, now)})`;
  const facts: readonly (readonly [string, string | undefined])[] = [
    [words.subject, certificate.subject],
    [words.issuer, certificate.issuer],
    [words.columns.end, until],
    [words.validFrom, notBefore === undefined ? undefined : dates.minute(notBefore)],
    [words.file, certificate.path],
    [words.fileAgainstServed, served === undefined ? undefined : served ? words.yes : words.no],
    [words.usedBy, usedBy.join(', ') || undefined],
    [words.names, names.join(', ') || undefined],
    [words.key, certificate.key],
    [words.serial, certificate.serial],
    [words.fingerprint, certificate.fingerprint],
  ];
  return (
    <li class="card">
      <strong>
        {isSigner && <span class="signed">{words.signedBy} </span>}
        {certificate.name}
      </strong>
      <dl>
        {facts.map(([term, value]) =>
          value === undefined ? null : (
            <div key={term}>
              <dt>{term}</dt>
              <dd>{value}</dd>
            </div>
          ),
        )}
      </dl>
    </li>
  );
}

/** Only the node that is asked remembers; of others there is nothing to show. */
function Earlier({ name }: { readonly name: string }) {
  const { words, dates } = useSpeech();
  const [serials, setSerials] = useState<readonly SeenSerial[] | undefined>(undefined);
  useEffect(() => void serialsOf(name).then(setSerials), [name]);
  return (
    <>
      <h3>{words.history}</h3>
      {serials === undefined || serials.length === 0 ? (
        <p class="calm">{words.noHistory}</p>
      ) : (
        <ul>
          {serials.map(({ serial, notAfter, firstSeenAt }) => (
            <li key={serial}>
              <code>{serial}</code> {words.firstSeen} {dates.minute(firstSeenAt)}, {words.columns.end}{' '}
              {dates.day(notAfter)}
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
