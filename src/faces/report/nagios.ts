import { authorityRowsOf, leafRowsOf, type Row } from '../../core/check/rows.ts';
import { lifetimeOf, limitOf, thresholdsFor } from '../../core/check/thresholds.ts';
import { SECOND } from '../../core/instant.ts';
import { shortened } from '../cli/printable.ts';
import type { ClusterReport } from '../../usecases/check-cluster.ts';
import type { Examined } from './examined.ts';

/**
 * A monitoring plugin's answer: one line of status, after `|` the seconds that each certificate has left with its limits (alert
 * below them), then the findings (Monitoring Plugins Development Guidelines; draft-kaestle-monitoring-plugins-interface-04).
 */
export function nagiosText(examined: Examined): string {
  const { verdict, findings } = examined;
  const status = `PERENNIAL ${verdict.status.toUpperCase()} - ${withoutPipe(verdict.sentence)}`;
  const telling = findings.filter(({ severity }) => severity !== 'info');
  const details = telling.map(({ severity, subject, message, code }) =>
    withoutPipe(`${severity}: ${subject}: ${message} [${code}]`),
  );
  return `${[`${status} |${performanceOf(examined)}`, ...details].join('\n')}\n`;
}

/** All nodes: how many seconds ago each one reported (of one that did not, there is no figure), then the findings. */
export function clusterNagios({ view, comparison, findings, verdict }: ClusterReport): string {
  const status = `PERENNIAL ${verdict.status.toUpperCase()} - ${withoutPipe(verdict.sentence)}`;
  const ages = view.reports.flatMap(({ node, report }) => {
    if (report.kind !== 'read') return [];
    return [` ${labelled(`${node} age`)}=${Math.trunc((view.now - report.value.takenAt) / SECOND)}s`];
  });
  const ofNodes = findings.map((one) => ({ ...one, subject: `${one.node}: ${one.subject}` }));
  const details = [...comparison, ...ofNodes]
    .filter(({ severity }) => severity !== 'info')
    .map(({ severity, subject, message, code }) => withoutPipe(`${severity}: ${subject}: ${message} [${code}]`));
  return `${[`${status} |${ages.join('')}`, ...details].join('\n')}\n`;
}

/** Of a look that came to nothing: who calls a plugin shows its first line, and nothing of stderr. */
export function nagiosError(message: string): string {
  return `PERENNIAL UNKNOWN - ${withoutPipe(message)}\n`;
}

/** A pipe would begin another block of figures. */
const withoutPipe = (text: string): string =>
  shortened(text, 1000)
    .replaceAll('|', '/')
    .replaceAll(/[\u2028\u2029]/g, ' ');

function performanceOf({ inventory, findings, policy }: Examined): string {
  const leaves = leafRowsOf(inventory, findings, policy)
    .filter(({ kind }) => kind === 'kubeadm' || kind === 'kubelet')
    .map((row) => figure(row, leafLimits(row, policy), inventory.takenAt));
  const authorities = authorityRowsOf(inventory, findings).map((row, index, all) => {
    const earlier = all.slice(0, index).filter(({ name }) => name === row.name).length;
    const label = earlier === 0 ? row : { ...row, name: `${row.name} ${earlier + 1}` };
    return figure(label, policy.authorities, inventory.takenAt);
  });
  return [...leaves, ...authorities].join('');
}

interface Limits {
  readonly warning: number;
  readonly critical: number;
}

function leafLimits({ name, certificate }: Row, policy: Examined['policy']): Limits {
  const { warning, critical } = thresholdsFor(name, policy);
  const lifetime = certificate === undefined ? Number.MAX_SAFE_INTEGER : lifetimeOf({ certificate });
  return { warning: limitOf(warning, lifetime), critical: limitOf(critical, lifetime) };
}

function figure({ name, expiresAt }: Row, { warning, critical }: Limits, now: number): string {
  if (expiresAt === undefined) return '';
  const seconds = (milliseconds: number): number => Math.trunc(milliseconds / SECOND);
  return ` ${labelled(name)}=${seconds(expiresAt - now)}s;${seconds(warning)}:;${seconds(critical)}:`;
}

/** In quotes, a quote doubled; an equals sign would end it, a pipe the figures. Of hostile names the end is left out. */
const labelled = (name: string): string => `'${shortened(name, 60).replaceAll(/[=|]/g, '-').replaceAll("'", "''")}'`;
