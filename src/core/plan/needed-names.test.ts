import assert from 'node:assert/strict';
import { test } from 'node:test';
import { healthyInventory, withCertificate } from '../../../test/inventory.ts';
import type { Inventory } from '../inventory.ts';
import { defaultPolicy } from '../policy.ts';
import { neededNamesProblem } from './needed-names.ts';
import { renewalPlan } from './renewal.ts';

const healthy = healthyInventory();

/** What is said of a renewal that takes these names out of the API server's certificate on purpose. */
function saidWithout(removed: readonly string[], inventory: Inventory): string | undefined {
  const which = { kind: 'all' } as const;
  const sans = { add: {}, remove: { apiserver: removed } };
  return neededNamesProblem(renewalPlan(inventory, { which, sans, policy: defaultPolicy }), inventory);
}

test('a renewal that keeps every name loses none that is needed', () => {
  assert.equal(saidWithout([], healthy), undefined);
});

test('a needed name taken out on purpose is told', () => {
  assert.equal(
    saidWithout(['kubernetes'], healthy),
    'apiserver would lose kubernetes, by which this control plane itself is called',
  );
});

test('a name that nothing here is called by may go', () => {
  assert.equal(saidWithout(['old.example.org'], withName('old.example.org')), undefined);
});

test('a needed name that the old certificate lacks already does not keep it from being renewed', () => {
  const lacking = withCertificate(healthy, 'apiserver', {
    dnsNames: dnsNames().filter((name) => name !== 'kubernetes'),
  });
  assert.equal(saidWithout([], lacking), undefined);
});

const withName = (name: string): Inventory =>
  withCertificate(healthy, 'apiserver', { dnsNames: [...dnsNames(), name] });

function dnsNames(): readonly string[] {
  const certificate = healthy.leaves.find(({ name }) => name === 'apiserver')?.certificate;
  return certificate?.kind === 'read' ? certificate.value.dnsNames : [];
}
