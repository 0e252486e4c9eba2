import assert from 'node:assert/strict';
import { test } from 'node:test';
import { scriptedTerminal } from '../../../test/transcripts/scripted-terminal.ts';
import { PerennialError } from '../../core/errors.ts';
import { failed } from './failed.ts';
import { inEnglish } from './language.ts';

const away = new PerennialError('api-unavailable', 'no API server answers | at all');

const cases: readonly { readonly argv: string; readonly status: number; readonly out?: RegExp }[] = [
  { argv: 'check', status: 3 },
  { argv: 'check --cluster', status: 3 },
  { argv: 'check -o nagios', status: 3, out: /^PERENNIAL UNKNOWN - no API server answers \/ at all\n$/ },
  { argv: 'check -onagios -o json', status: 3, out: /"kind": "Error"/ },
  { argv: 'check --format=nagios', status: 3, out: /^PERENNIAL UNKNOWN/ },
  { argv: 'status', status: 1 },
  { argv: 'status --cluster', status: 3 },
  { argv: 'needs-renewal', status: 255 },
  { argv: 'renew -o json', status: 1, out: /"code": "api-unavailable"/ },
  { argv: 'explain check', status: 1 },
  { argv: '--lang en check', status: 3 },
];

for (const { argv, status, out = /^$/ } of cases) {
  test(`perennial ${argv} ends with ${String(status)} on an error, which stderr has too`, () => {
    const terminal = scriptedTerminal([], '/');
    assert.equal(failed(away, { argv: argv.split(' '), words: inEnglish }, terminal), status);
    assert.match(terminal.saidOnOut(), out);
    assert.match(terminal.saidOnErr(), /^error: no API server answers \| at all \(api-unavailable\)/);
  });
}
