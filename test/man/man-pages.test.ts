import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { test } from 'node:test';
import { commandTable } from '../../src/faces/cli/command-table.ts';
import { manPages } from '../../scripts/man/man-pages.ts';

const pages = manPages();

test('there is a page for the program, for each command and for the configuration', () => {
  const names = ['perennial', ...commandTable.map(({ name }) => `perennial-${name}`)].map((name) => `man1/${name}.1`);
  assert.deepEqual([...pages.keys()], [...names, 'man5/perennial-config.yaml.5']);
});

for (const [path, roff] of pages) {
  test(`mandoc and man find nothing wrong with ${path}, and show all of it`, () => {
    assert.equal(output('mandoc', ['-T', 'lint', '-W', 'warning'], roff), '');
    const shown = output('man', ['--warnings=w', '-l', '-'], roff);
    assert.match(shown, /^NAME\n +perennial/m);
    for (const heading of roff.matchAll(/^\.SH "?([A-Z ]+?)"?$/gm))
      assert.match(shown, new RegExp(`^${heading[1]}$`, 'm'));
    assert.doesNotMatch(shown, /\\|\bundefined\b/);
  });
}

test('every option, format and example of a command is in its page', () => {
  for (const { name, options, formats, examples } of commandTable) {
    const shown = oneLine(output('man', ['-l', '-'], pages.get(`man1/perennial-${name}.1`) ?? ''));
    for (const words of [
      ...options.map(({ flags }) => flags),
      ...options.map(({ about }) => about),
      ...formats,
      ...examples,
    ])
      assert.ok(shown.includes(oneLine(words)), `${name}: ${words}`);
  }
});

/** Both streams: a judge that says something has found something. */
function output(program: string, argv: readonly string[], input: string): string {
  const env = { ...process.env, LC_ALL: 'C.UTF-8', MANWIDTH: '100', MANROFFOPT: '-rHY=0', MAN_KEEP_FORMATTING: '' };
  const { stdout, stderr, error } = spawnSync(program, argv, { input, env, encoding: 'utf8' });
  if (error !== undefined) throw new Error(`${program} is needed by this test (.ci/run installs it): ${error.message}`);
  return stdout + stderr;
}

const oneLine = (text: string): string => text.replace(/\s+/g, ' ').trim();
