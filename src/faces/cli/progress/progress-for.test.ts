import assert from 'node:assert/strict';
import { test } from 'node:test';
import { paintFor } from '../paint.ts';
import type { Screen } from '../terminal.ts';
import { type Progressing, progressFor } from './progress-for.ts';

interface Place {
  readonly about: string;
  readonly isTerminal?: false;
  readonly environment?: Readonly<Record<string, string>>;
  readonly color?: false;
  readonly verbose?: true;
  readonly isColoured: boolean;
  readonly moves: boolean;
}

const places: readonly Place[] = [
  { about: 'a terminal', isColoured: true, moves: true },
  { about: 'a file or a pipe', isTerminal: false, isColoured: false, moves: false },
  { about: 'a terminal with NO_COLOR', environment: { NO_COLOR: '1' }, isColoured: false, moves: true },
  { about: 'a terminal with NO_COLOR that is empty', environment: { NO_COLOR: '' }, isColoured: true, moves: true },
  { about: 'a terminal under --no-color', color: false, isColoured: false, moves: true },
  { about: 'a dumb terminal', environment: { TERM: 'dumb' }, isColoured: false, moves: false },
  { about: 'the terminal of a build server', environment: { CI: 'true' }, isColoured: true, moves: false },
  { about: 'a terminal where CI says false', environment: { CI: 'false' }, isColoured: true, moves: true },
  { about: 'a terminal under -v', verbose: true, isColoured: true, moves: false },
  {
    about: 'a pipe of a build server with NO_COLOR',
    isTerminal: false,
    environment: { CI: '1', NO_COLOR: '1' },
    isColoured: false,
    moves: false,
  },
];

for (const { about, isTerminal = true, environment = {}, color = true, verbose, isColoured, moves } of places) {
  test(`${about} gets ${isColoured ? 'colours' : 'no colour'}, and ${moves ? 'a line that moves' : 'lines alone'}`, () => {
    const said: string[] = [];
    const screen: Screen = { isTerminal, columns: 80, write: (text) => void said.push(text) };
    const paint = paintFor(screen, { terminal: { environment }, color, words: (text) => text });
    assert.equal(paint.bad('x') === 'x', !isColoured);
    const given = { input: true, color, ...(verbose === true && { verbose }) };
    const progress = progressFor({ err: screen, environment }, { changes: true }, given, paint);
    progress.tell({ kind: 'looking', at: 'cp-1' });
    progress.end();
    assert.equal(said.join('').includes('\r'), moves, said.join(''));
    assert.match(said.join(''), /looking at cp-1/);
  });
}

const signs: readonly (readonly [
  string,
  Progressing,
  { quietWhenIdle?: true; verbose?: true; quiet?: true },
  boolean,
])[] = [
  ['what changes something', { changes: true }, {}, true],
  ['what only looks, which monitoring would take for trouble', {}, {}, false],
  ['what only looks, under -v', {}, { verbose: true }, true],
  ['what has to be silent when there is nothing to do', { changes: true }, { quietWhenIdle: true }, false],
  ['what stays and looks again and again', { changes: true, stays: true }, {}, false],
  ['anything under -q', { changes: true }, { quiet: true }, false],
];

for (const [about, row, more, isTold] of signs) {
  test(`in a log, ${about}, ${isTold ? 'says at once' : 'does not say'} that it looks`, () => {
    const said: string[] = [];
    const err: Screen = { isTerminal: false, columns: 80, write: (text) => void said.push(text) };
    const paint = paintFor(err, { terminal: { environment: {} }, color: true, words: (text) => text });
    const progress = progressFor({ err, environment: {} }, row, { input: true, color: true, ...more }, paint);
    progress.tell({ kind: 'looking', at: 'cp-1' });
    assert.deepEqual(said, isTold ? ['looking at cp-1\n'] : []);
  });
}
