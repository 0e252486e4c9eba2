import type { Inventory, Served } from '../../inventory.ts';
import type { Policy } from '../../policy.ts';
import type { Finding } from '../finding.ts';
import type { Rule } from '../rule.ts';
import { urgencyOf } from '../thresholds.ts';
import { dateText, durationText } from '../words.ts';

/** The name under which kube-apiserver calls itself (apiserver/pkg/server, LoopbackClientServerNameOverride). */
export const LOOPBACK = 'apiserver-loopback-client';

/**
 * kube-apiserver's certificate for its calls to itself, made in memory when it starts, for a year up to 1.32 and three from 1.33.
 * When it ends the server stops working until somebody restarts it, however new the files are.
 */
export const loopbackExpiring: Rule = (inventory, policy) =>
  inventory.served
    .filter(({ endpoint }) => endpoint.serverName === LOOPBACK)
    .flatMap((served) => {
      const standing = standingOf(served, LOOPBACK, inventory, policy);
      if (standing === undefined) return [];
      return [
        {
          code: 'loopback-expiring',
          severity: standing.urgency === 'warning' ? 'warning' : 'critical',
          subject: LOOPBACK,
          message: `kube-apiserver's certificate for calls to itself ${standing.words}; only a restart makes another`,
          mend: 'perennial restart kube-apiserver',
        } satisfies Finding,
      ];
    });

/** The controller manager's and the scheduler's, made in memory for a year: metrics and health are read through it, nothing else. */
export const ownServingExpiring: Rule = (inventory, policy) =>
  inventory.served
    .filter(
      ({ leaf, endpoint }) =>
        leaf === undefined && endpoint.serverName !== LOOPBACK && endpoint.component !== 'kubelet',
    )
    .flatMap((served) => {
      const { component } = served.endpoint;
      const standing = standingOf(served, component, inventory, policy);
      if (standing === undefined) return [];
      return [
        {
          code: 'own-serving-expiring',
          severity: 'warning',
          subject: component,
          message: `the serving certificate that ${component} made for itself ${standing.words}; only a restart makes another`,
          mend: `perennial restart ${component}`,
        } satisfies Finding,
      ];
    });

function standingOf({ presented }: Served, name: string, { takenAt }: Inventory, policy: Policy) {
  if (presented.kind !== 'read') return undefined;
  const { value: certificate } = presented;
  const urgency = urgencyOf({ name, certificate, policy }, takenAt);
  if (urgency === 'none' || urgency === 'due') return undefined;
  const { notAfter } = certificate;
  const length = durationText(notAfter - takenAt);
  const words =
    urgency === 'over'
      ? `expired on ${dateText(notAfter)}, ${length} ago`
      : `ends on ${dateText(notAfter)}, in ${length}`;
  return { urgency, words };
}
