import type { Intent, Plan, Step } from '../../src/core/plan/plan.ts';

/** A plan of one stage, for whoever needs some plan. */
export function planOf(steps: readonly Step[] = [keepStep('1.1')], intent: Intent = { kind: 'renew' }): Plan {
  return { format: 1, intent, node: 'cp-1', madeAt: 0, stages: [{ name: 'renew', steps }], leftAlone: [] };
}

export function keepStep(id: string, digest: `sha256:${string}` = `sha256:${'0'.repeat(64)}`): Step {
  return { kind: 'keep', id, path: '/etc/kubernetes/pki/apiserver.crt', digest };
}
