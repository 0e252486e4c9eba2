import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { temporaryFolder } from '../../../test/contract/subjects.ts';
import { twoMachines, whyNotTwoMachines } from '../../../test/contract/two-machines.ts';
import type { Path } from '../../core/names.ts';
import { iptablesFirewall } from './iptables.ts';

const program = '/usr/sbin/iptables';
const why = whyNotTwoMachines() ?? (existsSync(program) ? undefined : `${program} is not there`);
const options = why === undefined ? {} : { skip: why };
const refusal = { port: 6443, run: '2026-11-24T12-00-00Z-restart', since: 1_795_000_000_000, until: 1_795_000_900_000 };

/** Its own iptables and ip6tables, and what they list. */
async function machine(t: TestContext) {
  const { inside } = await twoMachines(t);
  const [iptables, ip6tables] = [await inside(program), await inside('/usr/sbin/ip6tables')];
  const called = (path: string, ...args: readonly string[]) =>
    execFileSync(path, ['-w', '5', ...args], { encoding: 'utf8' })
      .trim()
      .split('\n')
      .slice(1);
  return { iptables, ip6tables, called };
}

test("other people's rules stay as they are, and in their order", options, async (t) => {
  const { iptables, called } = await machine(t);
  const firewall = iptablesFirewall({ iptables });
  const theirs = [
    '-p tcp --dport 6443 -s 192.0.2.1 -j DROP -m comment --comment perennial-garden:no:rule:of:ours',
    '-p tcp --dport 22 -j ACCEPT',
  ];
  for (const rule of theirs) called(iptables, '-A', 'INPUT', ...rule.split(' '));
  const before = called(iptables, '-S', 'INPUT');
  await firewall.refuse(refusal);
  const [first, ...others] = called(iptables, '-S', 'INPUT');
  assert.match(first ?? '', /--comment "?perennial:drain:2026-11-24T12-00-00Z-restart:/);
  assert.deepEqual(others, before);
  await firewall.admit(6443);
  assert.deepEqual(called(iptables, '-S', 'INPUT'), before);
});

test('the same holds for IPv6, and a half that is there is completed', options, async (t) => {
  const { iptables, ip6tables, called } = await machine(t);
  await iptablesFirewall({ iptables }).refuse(refusal);
  const firewall = iptablesFirewall({ iptables, ip6tables });
  await firewall.refuse(refusal);
  assert.deepEqual(await firewall.refusals(), [refusal]);
  for (const path of [iptables, ip6tables]) assert.equal(called(path, '-S', 'INPUT').length, 1);
  await firewall.admit(6443);
  for (const path of [iptables, ip6tables]) assert.deepEqual(called(path, '-S', 'INPUT'), []);
});

test('a rule that was there several times goes several times', options, async (t) => {
  const { iptables, called } = await machine(t);
  const firewall = iptablesFirewall({ iptables });
  await firewall.refuse(refusal);
  const [rule = ''] = called(iptables, '-S', 'INPUT');
  called(iptables, ...rule.replaceAll('"', '').replace('-A', '-I').split(' '));
  await firewall.admit(6443);
  assert.deepEqual(called(iptables, '-S', 'INPUT'), []);
});

test('rules that cannot be listed are an error that names the program', async () => {
  const firewall = iptablesFirewall({ iptables: '/usr/bin/false' });
  const failed = { code: 'firewall-failed', message: /the rules cannot be listed: \/usr\/bin\/false/ };
  await assert.rejects(firewall.refusals(), failed);
  await assert.rejects(firewall.refuse(refusal), failed);
});

const locked = 'Another app is currently holding the xtables lock. Stopped waiting after 5s.';
const without = "can't initialize ip6tables table `filter': Address family not supported by protocol";
const upgrade = 'Perhaps ip6tables or your kernel needs to be upgraded.';

/** A program that says this, and ends with that. */
async function ending(t: TestContext, status: number, ...said: readonly string[]): Promise<Path> {
  const path = join(await temporaryFolder(t), 'iptables');
  await writeFile(path, `#!/bin/sh\ncat >&2 <<'END'\n${said.join('\n')}\nEND\nexit ${String(status)}\n`, {
    mode: 0o755,
  });
  return path;
}

test('an ip6tables that is busy is an error: nobody knows whether a rule of ours is there', async (t) => {
  const firewall = iptablesFirewall({ iptables: await ending(t, 0), ip6tables: await ending(t, 4, locked) });
  const failed = { code: 'firewall-failed', message: /the rules cannot be listed: .*xtables lock/ };
  await assert.rejects(firewall.refusals(), failed);
  await assert.rejects(firewall.refuse(refusal), failed);
  await assert.rejects(firewall.admit(6443), failed);
});

test('one without its part of the kernel has no rules', async (t) => {
  const firewall = iptablesFirewall({ iptables: await ending(t, 0), ip6tables: await ending(t, 3, without, upgrade) });
  assert.deepEqual(await firewall.refusals(), []);
  await firewall.admit(6443);
});

for (const [about, status, said, works] of [
  ['that lists its rules', 0, '', true],
  ['that is busy', 4, locked, true],
  ['without its part of the kernel', 3, upgrade, false],
  ['that this user may not call', 4, "Fatal: can't open lock file /run/xtables.lock: Permission denied", false],
] as const) {
  test(`an iptables ${about} ${works ? 'works' : 'does not work'}`, async (t) => {
    assert.equal(await iptablesFirewall({ iptables: await ending(t, status, said) }).works(), works);
  });
}
