import { lackingNames } from '../check/rules/names.ts';
import { listed } from '../check/words.ts';
import type { Inventory } from '../inventory.ts';
import type { IssueRequest, Plan } from './plan.ts';

/**
 * Which certificate a plan would deprive of names by which this node's own components are called, in words; undefined when none.
 * Asked for or not: every client that verifies would be refused until the run is rolled back. Names it lacks already are no reason.
 */
export function neededNamesProblem({ stages }: Plan, inventory: Inventory): string | undefined {
  const requests = stages.flatMap(({ steps }) =>
    steps.flatMap((step) => (step.kind === 'issue' ? [step.request] : [])),
  );
  return requests.map((request) => problemOf(request, inventory)).find((problem) => problem !== undefined);
}

function problemOf(request: IssueRequest, inventory: Inventory): string | undefined {
  const leaf = inventory.leaves.find(({ name, kind }) => kind === 'kubeadm' && name === request.name);
  if (leaf?.certificate.kind !== 'read') return undefined;
  const before = lackingNames(leaf, leaf.certificate.value, inventory);
  const lost = lackingNames(leaf, request, inventory).filter((name) => !before.includes(name));
  if (lost.length === 0) return undefined;
  return `${request.name} would lose ${listed(lost)}, by which this control plane itself is called`;
}
