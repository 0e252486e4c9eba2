import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { castIn, castText, paced } from '../../scripts/recording/cast.ts';
import { filmOf } from '../../scripts/recording/film.ts';
import { svgOf } from '../../scripts/recording/svg.ts';
import { parsed } from '../../src/faces/cli/parse.ts';

const images = join(import.meta.dirname, '../../docs/images');
const written = readFileSync(join(images, 'demo.cast'), 'utf8');
const picture = readFileSync(join(images, 'demo.svg'), 'utf8');
const cast = castIn(written);
const said = cast.events.map(({ text }) => text).join('');

test('the picture is what scripts/record.ts makes of the recording', async () => {
  assert.equal(castText(cast), written);
  assert.ok(svgOf(await filmOf(paced(cast))) === picture, 'node scripts/with-node.mjs scripts/record.ts makes it anew');
});

test('every command in the recording is one there is', () => {
  const commands = [...said.matchAll(/\$ perennial ([a-z -]+)/g)].map(([, words = '']) => words.trim());
  assert.deepEqual(commands, ['check', 'renew --dry-run', 'renew --yes', 'check', 'rollback --yes']);
  for (const words of commands) assert.equal(parsed(words.split(' ')).kind, 'command');
});

test('the recording went as told: no request failed, and everything was put back', () => {
  assert.match(said, /none of \d+ API requests failed/);
  assert.match(said, /they were, byte for byte|what they were, byte for byte/);
  assert.doesNotMatch(said, /NOT SO|error:/);
});

test('neither shows anything of the machine it was made on, nor a key', () => {
  for (const text of [said, picture]) {
    const paths = [...text.matchAll(/(?<![\w.])\/(work|home|Users|tmp|root|opt|mnt)\b[^\s<,;:]*/g)].map(
      ([path]) => path,
    );
    assert.deepEqual(
      paths.filter((path) => !/^\/tmp\/perennial-[^/]*$|^\/root\/\.kube/.test(path)),
      [],
    );
    assert.doesNotMatch(text, /PRIVATE KEY|BEGIN [A-Z]/);
  }
});

test('the picture is small, needs nothing from elsewhere, and minds what its reader prefers', () => {
  assert.ok(picture.length < 200_000, `${picture.length} bytes`);
  assert.doesNotMatch(picture, /<script|<image|href=|url\(|@import/);
  assert.match(picture, /prefers-color-scheme:dark/);
  assert.match(picture, /prefers-reduced-motion:reduce/);
});
