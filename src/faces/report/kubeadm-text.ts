import type { Inventory } from '../../core/inventory.ts';
import { isAtLeast } from '../../core/kubeadm/version.ts';
import { inColumns } from './columns.ts';
import { kubeadmDate } from './dates.ts';
import { humanDuration, shortHumanDuration } from './duration.ts';
import { leadIn } from './kubeadm-lead-in.ts';
import { kubeadmAuthorityRows, kubeadmLeafRows, type KubeadmRow } from './kubeadm-rows.ts';

/** What `kubeadm certs check-expiration` of the version in use prints, byte for byte (cmd/kubeadm/app/cmd/certs.go). */
export function kubeadmText(inventory: Inventory): string {
  const version = inventory.layout.kubeadmConfig.kubernetesVersion ?? '';
  const duration = isAtLeast(version, '1.31') === false ? shortHumanDuration : humanDuration;
  const leaves = kubeadmLeafRows(inventory).map((row) =>
    row.missing
      ? [`!MISSING! ${row.name}`, '', '', '', '']
      : [...start(row, duration), row.authority ?? '', yesNo(row)],
  );
  const authorities = kubeadmAuthorityRows(inventory).map((row) =>
    row.missing ? [`!MISSING! ${row.name}`, '', '', ''] : [...start(row, duration), yesNo(row)],
  );
  const tables = [inColumns([leafHeadings, ...leaves]), inColumns([authorityHeadings, ...authorities])];
  return leadIn(inventory) + tables.join('\n');
}

const leafHeadings = ['CERTIFICATE', 'EXPIRES', 'RESIDUAL TIME', 'CERTIFICATE AUTHORITY', 'EXTERNALLY MANAGED'];
const authorityHeadings = ['CERTIFICATE AUTHORITY', 'EXPIRES', 'RESIDUAL TIME', 'EXTERNALLY MANAGED'];

function start(
  { name, expiresAt = 0, residualSeconds }: KubeadmRow,
  duration: (seconds: number) => string,
): readonly string[] {
  return [name, kubeadmDate(expiresAt), duration(residualSeconds)];
}

const yesNo = ({ externallyManaged }: KubeadmRow): string => (externallyManaged ? 'yes' : 'no').padEnd(8);
