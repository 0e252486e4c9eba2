import { PerennialError, reasonOf } from '../core/errors.ts';
import type { Path } from '../core/names.ts';
import type { Evidence } from '../core/plan/evidence.ts';
import { GATE_WITHIN_SECONDS } from '../core/plan/gate.ts';
import type { Prove } from '../core/plan/plan.ts';
import { certificatesOf } from '../core/x509/pem.ts';
import type { Certificate } from '../core/x509/certificate.ts';
import { done, type Handler, pending, type Scene, type Seen } from './handler.ts';
import { problemAfterWaiting } from './gate.ts';
import { replace, replaced } from './replacement.ts';
import { until } from './until.ts';
import { whileDrained } from './while-drained.ts';

/**
 * The evidence ladder, strongest first: the port presents the certificate on disk; this version re-reads the file, the file is older
 * than the re-read interval, and a call that uses it works; the container was started after the file changed.
 */
export const prove: Handler<Prove> = {
  async inspect(step, scene) {
    const shown = await evidenceShown(step, scene);
    if (shown.kind === 'done') return shown;
    const container = await replaced(replacementOf(step), scene);
    const others = container !== undefined && !(await servesOther(step, scene));
    return others
      ? done(
          Object.fromEntries(
            step.evidence.map(({ name }) => [
              name,
              `held by container ${container.id.slice(0, 12)}, started after the file changed`,
            ]),
          ),
        )
      : shown;
  },

  async apply(step, scene) {
    if (await shownWithin(step.withinSeconds, step, scene)) return {};
    await refuseAtGate(step, scene);
    scene.waiting(
      `${step.component} does not use its new files after ${step.withinSeconds} s, so it alone is restarted`,
    );
    return await whileDrained(step.drain, scene, async () => {
      const facts = await replace(replacementOf(step), scene);
      await shownWithin(SHOWN_AFTER_RESTART_SECONDS, step, scene);
      return { ...facts, restarted: 'yes' };
    });
  },
};

/** A restart nobody planned: it must not cost etcd its quorum. */
async function refuseAtGate({ component, etcd, withinSeconds }: Prove, scene: Scene): Promise<void> {
  if (etcd === undefined) return;
  const wanted = { access: etcd, change: 'restart', withinSeconds: GATE_WITHIN_SECONDS } as const;
  const problem = await problemAfterWaiting(wanted, scene);
  if (problem === undefined) return;
  const what = `${component} does not use its new files after ${withinSeconds} s, and may not be restarted now`;
  throw new PerennialError('not-proved', `${what}: ${problem}`, { hint: 'mend etcd first', next: 'perennial check' });
}

const SHOWN_AFTER_RESTART_SECONDS = 120;

const replacementOf = ({ component, evidence, graceSeconds }: Prove) => ({
  component,
  newerThan: evidence.map(({ path }) => path),
  graceSeconds,
});

async function shownWithin(seconds: number, step: Prove, scene: Scene): Promise<boolean> {
  const shown = await until(scene.world.clock, {
    look: async () => ((await evidenceShown(step, scene)).kind === 'done' ? true : undefined),
    withinSeconds: seconds,
    everyMilliseconds: 200,
    wonder: (until) => scene.waiting(`${step.component} does not show all of its new certificates yet`, until),
  });
  return shown ?? false;
}

async function evidenceShown(step: Prove, scene: Scene): Promise<Seen> {
  const shown = await Promise.all(step.evidence.map(async (one) => [one.name, await proofOf(one, scene)] as const));
  const missing = shown.find(([, proof]) => proof.kind === 'pending');
  if (missing !== undefined) return missing[1];
  return done(
    Object.fromEntries(shown.map(([name, proof]) => [name, proof.kind === 'done' ? (proof.facts['proof'] ?? '') : ''])),
  );
}

async function proofOf(evidence: Evidence, scene: Scene): Promise<Seen> {
  return evidence.kind === 'served' ? await servedProof(evidence, scene) : await reReadProof(evidence, scene);
}

async function servedProof(evidence: Extract<Evidence, { kind: 'served' }>, scene: Scene): Promise<Seen> {
  const { host, port } = evidence.endpoint;
  const presented = await scene.world.endpoints.handshake(evidence.endpoint);
  if (presented.kind !== 'read') return pending(`${host}:${port} presents nothing`);
  const file = await onDisk(evidence.path, scene);
  if (presented.value.fingerprint === file.fingerprint)
    return done({ proof: `served at ${host}:${port}, serial ${file.serial}` });
  return pending(`${host}:${port} still serves ${presented.value.serial}, not ${file.serial}`);
}

async function reReadProof(evidence: Extract<Evidence, { kind: 're-read' }>, { world, plan }: Scene): Promise<Seen> {
  const age = world.clock.now() - (await world.files.changedAt(evidence.path));
  if (age < evidence.intervalSeconds * 1000)
    return pending(`${evidence.name} is read again within ${evidence.intervalSeconds} s`);
  const reread = `re-read by this version within ${evidence.intervalSeconds} s`;
  if (evidence.call === 'none') return done({ proof: `${reread}; no call was made` });
  try {
    const outcome = await world.api.call(evidence.call, plan.node);
    return done({
      proof:
        outcome === 'worked'
          ? `${reread}; a call to ${evidence.call} worked`
          : `${reread}; nothing ${evidence.call} to call`,
    });
  } catch (thrown) {
    return pending(`the call to ${evidence.call} failed: ${reasonOf(thrown)}`);
  }
}

/** A started container says nothing for a port that shows another certificate. */
async function servesOther(step: Prove, scene: Scene): Promise<boolean> {
  const served = step.evidence.filter((one) => one.kind === 'served');
  const proofs = await Promise.all(served.map((one) => servedProof(one, scene)));
  return proofs.some(({ kind }) => kind !== 'done');
}

async function onDisk(path: Path, { world }: Scene): Promise<Certificate> {
  const content = await world.files.read(path);
  const first = content.kind === 'read' ? certificatesOf(content.value.bytes, path)[0] : undefined;
  if (first !== undefined) return first;
  throw new PerennialError('file-unreadable', `${path} cannot be read`, { file: path });
}
