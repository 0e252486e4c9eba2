import { SECOND } from '../../instant.ts';
import type { Inventory } from '../../inventory.ts';
import type { Finding } from '../finding.ts';
import type { Rule } from '../rule.ts';
import { certificatePathOf } from '../subject.ts';
import { dateText, durationText } from '../words.ts';
import { endpointText } from './stale.ts';

/** A clock that differs from the API server's, or from the one that files were written under. */
export const clockOff: Rule = (inventory, { clockTolerance }) => {
  const { apiServerOffsetMilliseconds: offset } = inventory.clock;
  const about = {
    code: 'clock-off',
    severity: 'warning',
    subject: inventory.node,
    mend: 'timedatectl status',
  } as const;
  if (offset !== undefined && Math.abs(offset) > clockTolerance + DATE_HEADER_STEP) {
    const side = offset > 0 ? 'behind' : 'ahead of';
    return [{ ...about, message: `this node's clock is ${durationText(offset)} ${side} the API server's` }];
  }
  const future = inventory.leaves.find(
    ({ file }) => file !== undefined && file.changedAt > inventory.takenAt + clockTolerance,
  );
  if (future?.file === undefined) return [];
  const message = `${certificatePathOf(future)} changed on ${dateText(future.file.changedAt)}, which is yet to come: the clock was set back`;
  return [{ ...about, message }];
};

/** The header has whole seconds, rounded down. */
const DATE_HEADER_STEP = SECOND;

/** A run that neither ended nor was undone. */
export const runOpen: Rule = ({ openRuns }) =>
  openRuns.map((id) => ({
    code: 'run-open',
    severity: 'warning',
    subject: id,
    message: 'this run is neither finished nor rolled back, so the node may be half renewed',
    mend: 'perennial resume',
  }));

/** A port of the control plane that answers nobody. Offline, nobody needs to answer. */
export const notServed: Rule = ({ served, reach }) => {
  if (reach !== 'full') return [];
  const silent = served.filter(({ presented }) => isSilent(presented));
  const first = silent.filter(
    ({ endpoint }, index) => silent.findIndex((other) => samePort(other.endpoint, endpoint)) === index,
  );
  return first.map(
    ({ endpoint, presented }): Finding => ({
      code: 'not-served',
      severity: 'critical',
      subject: endpoint.component,
      message: `${endpointText({ ...withoutName(endpoint) })} ${presented.kind === 'unreadable' && presented.reason === 'timeout' ? 'accepts but says nothing' : 'does not answer'}`,
      mend: 'perennial explain not-served',
    }),
  );
};

const isSilent = (presented: Inventory['served'][number]['presented']): boolean =>
  presented.kind === 'missing' ||
  (presented.kind === 'unreadable' && (presented.reason === 'refused' || presented.reason === 'timeout'));

const samePort = (one: { host: string; port: number }, other: { host: string; port: number }): boolean =>
  one.host === other.host && one.port === other.port;

const withoutName = ({ component, host, port }: Inventory['served'][number]['endpoint']) => ({ component, host, port });

/** A component that has a manifest and no container. */
export const notRunning: Rule = ({ reach, containersUnreadable, layout, containers }) => {
  if (reach === 'files' || containersUnreadable !== undefined) return [];
  return layout.manifests
    .filter(({ component }) => !containers.some((container) => container.component === component))
    .map(({ component, path }) => ({
      code: 'not-running',
      severity: 'critical',
      subject: component,
      path,
      message: 'has a manifest but no running container',
      mend: 'perennial explain not-running',
    }));
};
