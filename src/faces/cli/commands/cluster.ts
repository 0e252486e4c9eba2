import { stringify } from 'yaml';
import { PerennialError } from '../../../core/errors.ts';
import { checkCluster, type ClusterReport } from '../../../usecases/check-cluster.ts';
import { clusterDocument } from '../../report/cluster-document.ts';
import { type ClusterTable, clusterText } from '../../report/cluster-text.ts';
import { clusterNagios } from '../../report/nagios.ts';
import { type Answer, apiVersion, type Call } from '../answer.ts';
import { refuseWithoutApi } from '../refuse-without-api.ts';

/** `check --cluster` and `status --cluster`: one look, two tables; the verdict is the status of both. */
export async function cluster(call: Call, table: ClusterTable): Promise<Answer> {
  const { format = 'table' } = call.given;
  refuseWithoutApi(call, '--cluster');
  if (call.given.publish === true) throw new PerennialError('usage', '--publish is of this node: it has no --cluster');
  if (format.startsWith('kubeadm')) throw new PerennialError('usage', `--cluster has no format ${format}`);
  const report = await checkCluster(await call.world(), await call.observing());
  const document = clusterDocument(report);
  const status = report.verdict.exitStatus;
  switch (format) {
    case 'yaml':
      return { text: stringify({ apiVersion, ...document }, { lineWidth: 0, aliasDuplicateObjects: false }), status };
    case 'prometheus':
      return { text: await clusterMetrics(report, call), status };
    case 'nagios':
      return { text: clusterNagios(report), status };
    default:
      return { text: clusterText(report, table, call.paint, format === 'wide'), document, status };
  }
}

/** All nodes by their reports, each sample with the name of its node. */
async function clusterMetrics({ view }: ClusterReport, call: Call): Promise<string> {
  const [{ overviewOfCluster }, { metricsOf }] = await Promise.all([
    import('../../../core/overview/of-cluster.ts'),
    import('../../metrics/look-metrics.ts'),
  ]);
  const [world, { policy }] = [await call.world(), await call.observing()];
  return [...metricsOf(overviewOfCluster(view), { world, policy }, 'text')].join('');
}
