import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { IssueRequest } from '../../src/core/plan/plan.ts';
import { type Edit, editedPlan } from './edited-plan.ts';
import { perennial } from './perennial.ts';
import { testControlPlane } from './test-control-plane.ts';
import { undisturbed } from './undisturbed.ts';

// Lost names have stopped control planes; so a plan that would lose some is told by its digest, by its own words, or by the node.

const ADDRESS = '10.78.0.49';
const controlPlane = testControlPlane({ name: 'names', address: ADDRESS });

const withoutItsAddress = (request: IssueRequest): IssueRequest => ({
  ...request,
  ipAddresses: request.ipAddresses.filter((address) => address !== ADDRESS),
});

const onPurpose = (edit: Edit['request'], changes: Partial<IssueRequest['sanChanges']>): Edit['request'] => {
  return (request) => ({ ...edit(request), sanChanges: { ...request.sanChanges, ...changes } });
};

const withForeignName = (request: IssueRequest): IssueRequest => ({
  ...request,
  dnsNames: [...request.dnsNames, 'somebody.else.example'],
});

const forced: readonly (Edit & { readonly name: string; readonly expected: RegExp; readonly status: number })[] = [
  {
    name: 'lacks its address',
    request: withoutItsAddress,
    digestRenewed: false,
    status: 4,
    expected: /\(plan-invalid\)/,
  },
  {
    name: 'has a foreign name',
    request: withForeignName,
    digestRenewed: false,
    status: 4,
    expected: /\(plan-invalid\)/,
  },
  {
    name: 'lacks its address, with a new digest',
    request: withoutItsAddress,
    digestRenewed: true,
    status: 4,
    expected: new RegExp(`apiserver would lose ${ADDRESS}, .*\\(san-lost\\)`),
  },
  {
    name: 'has a foreign name, with a new digest',
    request: withForeignName,
    digestRenewed: true,
    status: 1,
    expected: /would gain the names somebody.else.example, which nobody asked for; rolled back/,
  },
  {
    name: 'lacks its address on purpose, with a new digest',
    request: onPurpose(withoutItsAddress, { removed: [ADDRESS] }),
    digestRenewed: true,
    status: 4,
    expected: /\(san-lost\)/,
  },
];

for (const { name, status, expected, ...edit } of forced) {
  test(`a plan in which the API server's certificate ${name} changes nothing`, async () => {
    const path = await editedPlan(controlPlane(), edit);
    await undisturbed(controlPlane(), async () => {
      const applied = await perennial(controlPlane(), 'apply', path, '--yes');
      const said = `${applied.stdout}\n${applied.stderr}`;
      assert.match(said, expected);
      assert.equal(applied.status, status, said);
    });
  });
}
