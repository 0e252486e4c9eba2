import assert from 'node:assert/strict';
import { test } from 'node:test';
import { printable, shortened } from './printable.ts';

test('no escape sequence reaches the terminal', () => {
  assert.equal(printable('\u001b[2Jgone\u009b1A'), '\\x1b[2Jgone\\x9b1A');
});

test('a carriage return cannot write over what was said', () => {
  assert.equal(printable('apiserver\rall is well'), 'apiserver\\x0dall is well');
});

test('marks that reorder text are written out', () => {
  assert.equal(printable('a\u202eb'), 'a\\x202eb');
});

test('lines, tabs and other scripts stay as they are', () => {
  assert.equal(printable('größe\t节点\nzwei'), 'größe\t节点\nzwei');
});

test('what is too long is cut, on one line', () => {
  const short = shortened(`one\ntwo ${'x'.repeat(100_000)}`);
  assert.equal(short.length, 200);
  assert.ok(short.startsWith('one two xxx') && short.endsWith('...'));
});
