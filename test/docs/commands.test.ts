import assert from 'node:assert/strict';
import { existsSync, globSync } from 'node:fs';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, test } from 'node:test';
import packageFacts from '../../package.json' with { type: 'json' };
import { DAY } from '../../src/core/instant.ts';
import { commandTable } from '../../src/faces/cli/command-table.ts';
import { commonOptions } from '../../src/faces/cli/common-options.ts';
import { parsed } from '../../src/faces/cli/parse.ts';
import { main } from '../../src/main.ts';
import { writeControlPlane } from '../../src/sandbox/folder/write.ts';
import { kubeadmPorts } from '../kubeadm-ports.ts';
import { scriptedTerminal } from '../transcripts/scripted-terminal.ts';
import { documentedCommands, mentionedCommands, pages, repository, textOf } from './documented.ts';

const folder = await mkdtemp(join(tmpdir(), 'perennial-documented-'));
after(() => rm(folder, { recursive: true }));
const root = join(folder, 'root');
await writeControlPlane(root, controlPlane());
await run(['renew', 'apiserver', '--add-san', 'apiserver=old.example.org', '--yes', '--root', root]);
await run(['plan', '--all', '--output', 'plan.json', '--root', root]);
const [runId = ''] = await readdir(join(root, 'var/lib/perennial/runs'));

/** These are parsed alone: what they are about is not in a folder of files. */
const notOfFiles: readonly (readonly [RegExp, string])[] = [
  [/^schedule /, 'writes timers of this machine'],
  [/^(agent|serve)/, 'stays until it is stopped'],
  [/^rescue/, 'starts units of this machine'],
  [/^restart/, 'stops containers'],
  [/^approve-csrs/, 'asks an API server'],
  [/--cluster|--publish/, 'asks an API server'],
  [/--offline/, 'is about this machine'],
  [/--(for|file) /, 'writes for people of this machine'],
];

const commands = new Map(documentedCommands('perennial').map(({ command, page }) => [command, page]));

for (const [command, page] of commands) {
  test(`${page}: ${command}`, async () => {
    const words = wordsOf(command);
    assert.notEqual(parsed(words).kind, undefined);
    if (notOfFiles.some(([pattern]) => pattern.test(words.join(' ')))) return;
    const rooted = words.includes('--root') ? words : [...words, '--root', root];
    const { status, said } = await run(words[0] === 'completion' ? words : rooted);
    assert.doesNotMatch(said, /\((usage|internal|unknown-name|run-unknown|file-unreadable)\)$/m);
    assert.notEqual(status, undefined);
  });
}

for (const { command, page } of mentionedCommands()) {
  test(`${page} names what exists: ${command}`, () => {
    const [, name = ''] = command.split(' ');
    const row = commandTable.find((one) => one.name === name);
    assert.ok(row !== undefined || /^(-|COMMAND)/.test(name), `there is no command ${name}`);
    const flags = [...(row?.options ?? commandTable.flatMap(({ options }) => options)), ...commonOptions];
    const known = ['--help', '--version', ...flags.flatMap(({ flags: all }) => all.match(/--[a-z-]+/g) ?? [])];
    for (const flag of command.match(/(?<= )--[a-z-]+/g) ?? []) assert.ok(known.includes(flag), flag);
  });
}

for (const { command, page } of documentedCommands('npm')) {
  test(`${page}: ${command} is a script of package.json, on files that are there`, () => {
    const words = command.split(/\s+/).slice(1);
    const [script = '', ...rest] = words[0] === 'run' ? words.slice(1) : words;
    assert.ok(script === 'ci' || Object.hasOwn(packageFacts.scripts, script), `there is no script ${script}`);
    const parts = rest.filter((word) => !word.startsWith('-'));
    if (script === 'test')
      for (const part of parts) assert.notEqual(globSync(`${part}*`, { cwd: repository }).length, 0);
  });
}

for (const page of pages) {
  test(`every link in ${page} leads somewhere`, () => {
    const links = [...textOf(page).matchAll(/\]\((?!https?:|#)([^)#]+)/g)].map(([, link = '']) => link);
    const dead = links.filter((link) => !existsSync(join(repository, dirname(page), link)));
    assert.deepEqual(dead, []);
  });
}

/** With what stands for something put in its place. */
function wordsOf(command: string): readonly string[] {
  return command
    .replace('/mnt/disk', root)
    .replace(/\d{4}-\d\d-\d\dT[\d-]+Z-renew/, runId)
    .replace(/(?<= )NAME\b/, 'apiserver')
    .replace(/=NAME\b/, '=name.example')
    .replace(/(?<= )CODE\b/, 'stale')
    .replace(/(?<= )RUN\b/, runId)
    .replace(/\[(.*?)\]/g, '')
    .trim()
    .split(/\s+/)
    .slice(1);
}

async function run(words: readonly string[]): Promise<{ readonly status: number; readonly said: string }> {
  const terminal = scriptedTerminal([], root);
  const status = await main(words, { terminal });
  return { status, said: terminal.saidOnErr() };
}

function controlPlane() {
  const now = Math.floor(Date.now() / 1000) * 1000;
  const leavesEnd = now + 20 * DAY;
  return {
    node: 'cp-1',
    algorithm: 'ECDSA-P256' as const,
    now,
    leavesEnd,
    leafLifetime: 365 * DAY,
    ports: kubeadmPorts,
  };
}
