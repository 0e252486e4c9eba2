import assert from 'node:assert/strict';
import { test } from 'node:test';
import { healthyInventory } from '../../../test/inventory.ts';
import { testAuthority } from '../../../test/pki.ts';
import { defaultPolicy } from '../policy.ts';
import { renewalPlan } from './renewal.ts';
import type { IssueRequest } from './plan.ts';
import { sanProblem } from './same-names.ts';

const names = {
  dnsNames: ['cp-1', 'kubernetes'],
  ipAddresses: ['10.0.0.1'],
  otherNames: ['URI:spiffe://example.com/api', 'email:ops@example.com'],
};
const old = testAuthority({ commonName: 'kubernetes' }).leaf({ commonName: 'kube-apiserver', ...names }).certificate;
const request: IssueRequest = { ...ordinaryRequest(), ...names };

function ordinaryRequest(): IssueRequest {
  const wish = { which: { kind: 'named', names: ['apiserver'] }, sans: { add: {}, remove: {} }, policy: defaultPolicy };
  const { stages } = renewalPlan(healthyInventory(), wish as Parameters<typeof renewalPlan>[1]);
  const step = stages.flatMap(({ steps }) => steps).find(({ kind }) => kind === 'issue');
  assert(step?.kind === 'issue');
  return step.request;
}

const changes = (changed: Partial<IssueRequest['sanChanges']>) => ({
  sanChanges: { added: [], removed: [], ...changed },
});
const uri = 'URI:spiffe://example.com/api';
const table: readonly (readonly [what: string, changed: Partial<IssueRequest>, problem: RegExp | undefined])[] = [
  ['all names kept', {}, undefined],
  ['names in another order', { otherNames: names.otherNames.toReversed() }, undefined],
  ['a DNS name lost', { dnsNames: ['cp-1'] }, /^apiserver would lose the names kubernetes$/],
  ['a URI lost', { otherNames: ['email:ops@example.com'] }, /would lose the names URI:spiffe:\/\/example.com\/api$/],
  ['a URI lost on purpose', { otherNames: ['email:ops@example.com'], ...changes({ removed: [uri] }) }, undefined],
  ['a URI kept that was to go', changes({ removed: [uri] }), /would gain the names URI:.*, which nobody asked for$/],
  ['a mailbox gained', { otherNames: [...names.otherNames, 'email:x@y'] }, /would gain the names email:x@y, which/],
  [
    'a mailbox gained on purpose',
    { otherNames: [...names.otherNames, 'email:x@y'], ...changes({ added: ['email:x@y'] }) },
    undefined,
  ],
  ['a name asked for and not there', changes({ added: ['email:x@y'] }), /would lose the names email:x@y$/],
  [
    'an address turned into a DNS name',
    { dnsNames: [...names.dnsNames, '10.0.0.1'], ipAddresses: [] },
    /would lose the names 10.0.0.1$/,
  ],
  ['a URI turned into a DNS name', { dnsNames: [...names.dnsNames, uri], otherNames: [] }, /would lose the names URI:/],
  ['another subject', { commonName: 'x' }, /would change its subject from CN=kube-apiserver$/],
];
for (const [what, changed, problem] of table) {
  test(`${what}: ${problem === undefined ? 'nothing to object to' : 'refused'}`, () => {
    const found = sanProblem({ ...request, ...changed }, old);
    if (problem === undefined) assert.equal(found, undefined);
    else assert.match(found ?? '', problem);
  });
}

test('a plan from before names of other kinds were known loses none of them', () => {
  const { otherNames, ...earlier } = request;
  assert.match(sanProblem(earlier, old) ?? '', new RegExp(`would lose the names ${otherNames?.join(', ')}`));
});
