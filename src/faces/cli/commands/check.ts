import { check as look } from '../../../usecases/check.ts';
import type { lookMetrics } from '../../metrics/look-metrics.ts';
import { reportFormats, reportText } from '../../report/render.ts';
import type { CheckReport } from '../../../usecases/check.ts';
import type { Answer, Call } from '../answer.ts';
import { refuseWithoutApi } from '../refuse-without-api.ts';

/** Exits as a monitoring plugin does: the verdict is the status. What is for several nodes is loaded when asked for. */
export async function check(call: Call): Promise<Answer> {
  const { format: asked, publish, cluster } = call.given;
  if (cluster === true) return await (await import('./cluster.ts')).cluster(call, 'check');
  if (publish === true) refuseWithoutApi(call, '--publish');
  const [observing, world] = [await call.observing(), await call.world()];
  const report = await look(world, observing);
  if (publish === true) await (await import('../../../usecases/publish-report.ts')).publish(report, observing, world);
  if (asked === 'prometheus') return await prometheus(report, { world, policy: observing.policy });
  const format = reportFormats.find((one) => one === asked) ?? 'table';
  const text = reportText({ ...report, policy: observing.policy }, format, call.paint);
  return { text, status: report.verdict.exitStatus };
}

async function prometheus(report: CheckReport, from: Parameters<typeof lookMetrics>[1]): Promise<Answer> {
  const { lookMetrics: metricsOf } = await import('../../metrics/look-metrics.ts');
  return { text: [...(await metricsOf(report, from, 'text'))].join(''), status: report.verdict.exitStatus };
}
