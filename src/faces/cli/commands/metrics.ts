import { PerennialError } from '../../../core/errors.ts';
import type { Path } from '../../../core/names.ts';
import type { Files } from '../../../ports/node.ts';
import { check } from '../../../usecases/check.ts';
import { lookMetrics } from '../../metrics/look-metrics.ts';
import type { Answer, Call } from '../answer.ts';
import { exitStatus } from '../exit-status.ts';
import { printable } from '../printable.ts';
import { writeTextfile } from '../textfile.ts';

/** What Prometheus is told of this node: on stdout, or in the file that node_exporter reads. */
export async function metrics(call: Call): Promise<Answer> {
  const { textfile, format } = call.given;
  const [world, request] = [await call.world(), await call.observing()];
  if (textfile !== undefined) {
    const path = textfile === true ? await pathFor(request.policy.metrics.textfile, world.files) : promOnly(textfile);
    await writeTextfile(call, path);
    return { text: `${printable(call.paint.words(`${path} is up to date`))}\n`, status: exitStatus.fine };
  }
  const look = await check(world, request);
  const text = await lookMetrics(look, { world, policy: request.policy }, format === 'openmetrics' ? format : 'text');
  return { text, status: exitStatus.fine };
}

/** The path of the configuration, else one in the first folder there is that a distribution's node_exporter reads. */
async function pathFor(configured: Path | undefined, files: Files): Promise<Path> {
  if (configured !== undefined) return configured;
  for (const folder of textfileFolders) {
    if ((await files.list(folder)).kind === 'read') return `${folder}/perennial.prom`;
  }
  throw new PerennialError(
    'usage',
    'nobody said which file node_exporter reads, and none of its usual folders is here',
    {
      hint: `looked for ${textfileFolders.join(', ')}; name a file with --textfile, or in the configuration: metrics.textfile`,
    },
  );
}

/** Debian's and Ubuntu's prometheus-node-exporter; the one of Fedora and of EPEL. */
const textfileFolders: readonly Path[] = [
  '/var/lib/prometheus/node-exporter',
  '/var/lib/node_exporter/textfile_collector',
];

function promOnly(path: string): Path {
  if (/^\/.+\.prom$/.test(path)) return path;
  throw new PerennialError('usage', `${printable(path)} is no file that node_exporter would read`, {
    hint: 'give an absolute path that ends in .prom',
  });
}
