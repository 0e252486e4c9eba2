import assert from 'node:assert/strict';
import { test } from 'node:test';
import { MINUTE } from '../../src/core/instant.ts';
import type { Refusal } from '../../src/ports/firewall.ts';
import { firewallSubjects } from './firewall-subjects.ts';
import type { Connection } from './two-machines.ts';

const run = '2026-11-24T12-00-00Z-restart';
const refusalOf = (port: number, now: number): Refusal => ({ port, run, since: now, until: now + 15 * MINUTE });

const word = (connection: Connection | 'refused'): string => (connection === 'refused' ? 'refused' : 'open');

for (const { name, make, skip } of firewallSubjects) {
  const contract = (what: string) => `firewall, ${name}: ${what}`;
  const options = skip === undefined ? {} : { skip };

  test(contract('nothing is refused in the beginning'), options, async (t) => {
    const { firewall, connect } = await make(t);
    assert.deepEqual(await firewall.refusals(), []);
    assert.equal(word(await connect('outside', 6443)), 'open');
  });

  test(contract('a port that is refused is refused to outside alone, and other ports are not'), options, async (t) => {
    const { firewall, connect, now } = await make(t);
    const refusal = refusalOf(6443, now());
    await firewall.refuse(refusal);
    assert.deepEqual(await firewall.refusals(), [refusal]);
    assert.equal(word(await connect('outside', 6443)), 'refused');
    assert.equal(word(await connect('inside', 6443)), 'open');
    assert.equal(word(await connect('outside', 2379)), 'open');
  });

  test(contract('a connection that is open lives on'), options, async (t) => {
    const { firewall, connect, now } = await make(t);
    const kept = await connect('outside', 6443);
    await firewall.refuse(refusalOf(6443, now()));
    assert.equal(word(await connect('outside', 6443)), 'refused');
    assert.equal(kept !== 'refused' && (await kept.echoes()), true);
  });

  test(contract('refused twice it is refused once, since the first time; admitted it is open'), options, async (t) => {
    const { firewall, connect, now } = await make(t);
    const refusal = refusalOf(6443, now());
    await firewall.refuse(refusal);
    await firewall.refuse({ ...refusal, since: refusal.since + 1000 });
    assert.deepEqual(await firewall.refusals(), [refusal]);
    await firewall.admit(6443);
    assert.deepEqual(await firewall.refusals(), []);
    assert.equal(word(await connect('outside', 6443)), 'open');
    await firewall.admit(6443);
  });

  test(contract('each port is admitted by itself'), options, async (t) => {
    const { firewall, connect, now } = await make(t);
    for (const port of [6443, 2379]) await firewall.refuse(refusalOf(port, now()));
    await firewall.admit(6443);
    assert.deepEqual(
      (await firewall.refusals()).map(({ port }) => port),
      [2379],
    );
    assert.equal(word(await connect('outside', 6443)), 'open');
    assert.equal(word(await connect('outside', 2379)), 'refused');
  });

  test(contract('a refusal that nobody takes away ends by itself'), options, async (t) => {
    const { firewall, connect, now } = await make(t);
    await firewall.refuse({ ...refusalOf(6443, now() - MINUTE), until: now() - 1000 });
    assert.equal(word(await connect('outside', 6443)), 'open');
  });
}
