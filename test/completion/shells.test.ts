import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { pressTab, realShells } from './real-shell.ts';

const folder = await mkdtemp(join(tmpdir(), 'perennial-completion-'));
after(() => rm(folder, { recursive: true }));
for (const id of ['2026-11-23T21-54-00Z-renew', '2026-11-24T02-30-11Z-renew']) {
  await mkdir(join(folder, 'root/var/lib/perennial/runs', id), { recursive: true });
  await writeFile(join(folder, 'root/var/lib/perennial/runs', id, 'plan.json'), '{}');
}
await writeFile(join(folder, 'root.json'), '{}');
const entry = join(import.meta.dirname, '../../src/start.ts');
// A line that a key did not take back would be run: by this it is refused.
const calls = join(folder, 'calls');
const program = `#!/bin/sh\necho "$1" >> "${calls}"\ncase $1 in __complete | completion) ;; *) exit 1 ;; esac\nexec "${process.execPath}" --disable-warning=ExperimentalWarning "${entry}" "$@"\n`;
await mkdir(join(folder, 'bin'));
await writeFile(join(folder, 'bin/perennial'), program);
await chmod(join(folder, 'bin/perennial'), 0o755);

/** What is typed, and the words that then could stand in place of the last. */
const cases: readonly (readonly [string, readonly string[]])[] = [
  ['perennial ren', ['renew']],
  ['perennial renew --dr', ['--dry-run']],
  ['perennial renew apiserver api', ['apiserver-etcd-client', 'apiserver-kubelet-client']],
  ['perennial renew --add-san etcd-s', ['etcd-server=']],
  ['perennial check --format ku', ['kubeadm', 'kubeadm-json']],
  ['perennial check -o na', ['nagios']],
  ['perennial check --format=na', ['--format=nagios']],
  ['perennial explain authority-e', ['authority-expired', 'authority-expiring', 'authority-external']],
  ['perennial explain lock', ['lock-busy']],
  ['perennial restart kube-c', ['kube-controller-manager']],
  ['perennial schedule install --with c', ['cron']],
  ['perennial kubeconfig --for roo', ['root']],
  ['perennial completion f', ['fish']],
  [`perennial --root ${folder}/root rollback 20`, ['2026-11-23T21-54-00Z-renew', '2026-11-24T02-30-11Z-renew']],
  [`perennial apply ${folder}/root.j`, [`${folder}/root.json`]],
  [`perennial check --root ${folder}/ro`, [`${folder}/root/`]],
];

for (const { name, completed } of realShells) {
  test(`${name} completes commands, options, formats, names, runs and files`, () => {
    const lists = completed(
      cases.map(([typed]) => typed),
      join(folder, 'bin'),
    );
    assert.equal(lists.length, cases.length);
    for (const [index, [typed, words]] of cases.entries()) {
      const expected = [...typed.split(' ').slice(0, -1), ...words];
      assert.deepEqual(sorted(lists[index] ?? []), sorted(expected), `${name}: ${typed}`);
    }
  });
}

/** A command substitution in a word before the one that is completed. */
const before = (trace: string): readonly string[] => [
  `perennial explain $(touch ${trace}) `,
  `perennial --root=\`touch\${IFS}${trace}\` ren`,
  `perennial renew --add-san "$(touch ${trace})" `,
];
/** bash leaves the word under the cursor alone; zsh expands it at TAB itself, whatever the command (zshzle(1), expand-or-complete). */
const under = (trace: string): readonly string[] => [
  `perennial explain $(touch ${trace})`,
  `perennial --root=\`touch\${IFS}${trace}\` renew ; touch\${IFS}${trace}`,
];

for (const [shell, linesFor] of [
  ['bash', (trace: string) => [...before(trace), ...under(trace)]],
  ['zsh', before],
] as const) {
  test(`${shell} runs nothing of what stands in the line when TAB is pressed`, async () => {
    const trace = join(folder, `${shell}-ran`);
    await writeFile(calls, '');
    pressTab(shell, linesFor(trace), join(folder, 'bin'));
    const asked = (await readFile(calls, 'utf8')).split('\n').filter((line) => line === '__complete');
    assert.ok(asked.length >= before(trace).length, 'TAB did not ask for completions');
    assert.equal(existsSync(trace), false);
  });
}

/** Shells sort as they like; a folder has its slash in some. */
const sorted = (words: readonly string[]): readonly string[] => words.map((word) => word.replace(/\/$/, '')).sort();
