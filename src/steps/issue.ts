import { PerennialError } from '../core/errors.ts';
import { kubeconfigOf, kubeconfigWithCredential } from '../core/kubeadm/kubeconfig.ts';
import type { Path } from '../core/names.ts';
import type { IssueTarget, Signer } from '../core/plan/issuing.ts';
import type { Issue } from '../core/plan/plan.ts';
import { sanProblem } from '../core/plan/same-names.ts';
import type { Certificate } from '../core/x509/certificate.ts';
import { certificatesOf } from '../core/x509/pem.ts';
import { problemsOfMade } from '../core/x509/verify-made.ts';
import { done, type Handler, pending, type Scene, type Seen } from './handler.ts';
import { type SignedPair, signedPair } from './signed-pair.ts';

/** Makes key and certificate in the run's store, and verifies them there, before anything on the node changes. */
export const issue: Handler<Issue> = {
  async inspect(step, scene) {
    const certificatePem = await scene.store.made(certificateName(step.into));
    if (certificatePem === undefined) return pending('not made yet');
    return (await completed(step.into, certificatePem, scene))
      ? verified(step, certificatePem, scene)
      : pending('made in part');
  },

  async apply(step, scene) {
    const old = step.successorOf === undefined ? undefined : await text(step.successorOf.path, scene);
    const problem = old === undefined ? undefined : sanProblem(step.request, certificateIn(old, step));
    if (problem !== undefined)
      throw new PerennialError('san-lost', problem, {
        hint: 'make a new plan; names change only with --add-san and --remove-san',
      });
    const signer = await signerIn(step.request.signer, scene);
    const pair = await signedPair(step.request, signer, scene.world.keys);
    refuse(problemsOfMade({ ...pair, request: step.request, signer }), step);
    await save(step.into, { old, pair }, scene);
    return {};
  },
};

const certificateName = (into: IssueTarget): string => (into.kind === 'pair' ? into.certificateAs : `${into.as}.crt`);

/** The certificate is saved last for a pair and first for a kubeconfig, which holds it. */
async function completed(into: IssueTarget, certificatePem: string, { store }: Scene): Promise<boolean> {
  if (into.kind === 'pair') return into.keyAs === undefined || (await store.made(into.keyAs)) !== undefined;
  const made = await store.made(into.as);
  if (into.kind === 'combined') return made?.startsWith(certificatePem) ?? false;
  return made?.includes(Buffer.from(certificatePem).toString('base64')) ?? false;
}

async function verified({ request }: Issue, certificatePem: string, scene: Scene): Promise<Seen> {
  const signer = await signerIn(request.signer, scene);
  const problems = problemsOfMade({ certificatePem, request, signer });
  const made = certificatesOf(certificatePem, request.name)[0];
  if (made === undefined || problems.length > 0) return pending(problems.join('; '));
  return done({ serial: made.serial, fingerprint: made.fingerprint, notAfter: new Date(made.notAfter).toISOString() });
}

async function signerIn({ certificatePath, fingerprint, authority }: Signer, scene: Scene): Promise<Certificate> {
  const members = certificatesOf(await text(certificatePath, scene), certificatePath);
  const member = members.find((one) => one.fingerprint === fingerprint);
  if (member !== undefined) return member;
  throw new PerennialError('plan-stale', `${certificatePath} no longer holds the ${authority} this plan was made for`, {
    hint: 'make a new plan',
    next: 'perennial plan',
  });
}

/** What a kubelet's own file succeeds may be that file, or the kubeconfig that carried the certificate so far. */
function certificateIn(old: string, { successorOf, into }: Issue): Certificate | undefined {
  const file = successorOf?.path ?? '';
  const isPem = into.kind === 'pair' || (into.kind === 'combined' && old.includes('-----BEGIN CERTIFICATE-----'));
  const pem = isPem ? old : kubeconfigOf(old, file).certificatePem;
  return pem === undefined ? undefined : certificatesOf(pem, file)[0];
}

async function save(
  into: IssueTarget,
  { old = '', pair }: { readonly old: string | undefined; readonly pair: SignedPair },
  scene: Scene,
): Promise<void> {
  const { store } = scene;
  if (into.kind === 'combined') {
    await store.save(`${into.as}.crt`, pair.certificatePem);
    await store.save(into.as, pair.certificatePem + (pair.privateKeyPem ?? ''));
    return;
  }
  if (into.kind === 'kubeconfig') {
    await store.save(`${into.as}.crt`, pair.certificatePem);
    const authorityPem = await text(into.authorityPath, scene);
    const { certificatePem, privateKeyPem = '' } = pair;
    await store.save(into.as, kubeconfigWithCredential(old, { certificatePem, privateKeyPem, authorityPem }));
    return;
  }
  if (into.keyAs !== undefined && pair.privateKeyPem !== undefined) await store.save(into.keyAs, pair.privateKeyPem);
  await store.save(into.certificateAs, pair.certificatePem);
}

function refuse(problems: readonly string[], { request }: Issue): void {
  if (problems.length === 0) return;
  throw new PerennialError('internal', `the new ${request.name} is not as planned: ${problems.join('; ')}`, {
    hint: 'nothing was changed',
  });
}

async function text(path: Path, { world }: Scene): Promise<string> {
  const content = await world.files.read(path);
  if (content.kind === 'read') return content.value.bytes.toString('utf8');
  const detail = content.kind === 'unreadable' ? content.detail : 'it is not there';
  throw new PerennialError('file-unreadable', `${path} cannot be read: ${detail}`, { file: path });
}
