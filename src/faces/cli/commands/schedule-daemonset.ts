import { PerennialError } from '../../../core/errors.ts';
import { daemonSetManifests, PLAIN_CONFIG } from '../../../core/schedule/daemonset.ts';
import type { Answer, Call } from '../answer.ts';
import { CONFIG_PATH } from '../call.ts';
import { exitStatus } from '../exit-status.ts';

/**
 * The manifests of the DaemonSet with this machine's configuration in them, for `kubectl apply -f`. Nothing is applied: what runs
 * in a cluster is changed by whoever keeps its manifests.
 */
export async function daemonSetInstall(call: Call): Promise<Answer> {
  // A configuration that is wrong is refused here, and not by each Pod.
  await call.observing();
  const { image = `localhost/perennial:${call.version}`, output } = call.given;
  refuseOddImage(image);
  const manifests = daemonSetManifests({ config: (await configText(call)) ?? PLAIN_CONFIG, image });
  const yaml = manifests.map(({ content }) => content).join('---\n');
  if (output !== undefined) await call.shell.write(output, yaml);
  const target = output ?? '-';
  const msg = `nothing is applied: kubectl apply -f ${target}`;
  return {
    text: output === undefined ? yaml : [`wrote ${output}`, msg, ''].map(call.paint.words).join('\n'),
    document: { kind: 'Schedule', changed: false, msg, warnings: [], manifests: yaml },
    status: exitStatus.fine,
  };
}

/** show, verify and remove are about what this machine has. */
export function refuseDaemonSet(action: string): PerennialError {
  return new PerennialError(
    'usage',
    `a DaemonSet is the cluster's: perennial schedule ${action} neither sees nor changes it`,
    {
      hint: 'to remove it: perennial schedule install --with daemonset | kubectl delete -f -',
      next: 'kubectl -n perennial-system get daemonset perennial',
    },
  );
}

/** As it is, comments and all; undefined where there is none. */
async function configText({ given, machine, shell }: Call): Promise<string | undefined> {
  if (given.config !== undefined) return await shell.text(given.config);
  const found = await machine.files.read(CONFIG_PATH);
  return found.kind === 'read' ? found.value.bytes.toString('utf8') : undefined;
}

/** As containers are named (distribution/reference), without its finer points: what could be anything but a name is refused. */
function refuseOddImage(image: string): void {
  if (/^[a-z0-9][\w.:/@-]{0,511}$/.test(image)) return;
  throw new PerennialError('usage', 'this is no name of an image', {
    hint: 'as in a manifest: registry.example.org/perennial:0.1.0',
  });
}
