import assert from 'node:assert/strict';
import { test } from 'node:test';
import { commandTable } from '../../src/faces/cli/command-table.ts';
import { changing, planning, reading, type Story } from './stories.ts';
import { typed } from './typed.ts';

/** What a reader finds is for somebody to look at. */
const lookStatus: Readonly<Record<string, number>> = { Look: 4 };

const told: readonly (readonly [command: string, Story])[] = [
  ...Object.entries({ ...changing, plan: planning }).flatMap(([command, stories]) =>
    stories.map((story) => [command, story] as const),
  ),
];

for (const [command, { about, argv, node, kind, changed, statuses }] of told) {
  for (const [detailed, status] of [
    [[], statuses[0]],
    [['--detailed-exitcode'], statuses[1]],
  ] as const) {
    test(`${[command, ...argv, ...detailed].join(' ')} (${about}) says changed: ${String(changed)} and ends with ${String(status)}`, async () => {
      const ending = await typed(await node(), [command, ...argv, ...detailed, '-o', 'json']);
      assertDocument(ending.document, kind, changed, ending.printed);
      assert.equal(ending.status, status, ending.printed);
      if (command === 'agent')
        assert.equal(ending.document?.['status'], detailed.length > 0 && changed ? 2 : (lookStatus[kind] ?? 0));
    });
  }
}

for (const [command, calls] of Object.entries(reading)) {
  for (const { argv, node, kind } of calls) {
    test(`${[command, ...argv].join(' ')} changes nothing, says so, and ends alike with and without --detailed-exitcode`, async () => {
      const on = await node();
      const plainly = await typed(on.copy(), [command, ...argv, '-o', 'json']);
      const detailed = await typed(on.copy(), [command, ...argv, '-o', 'json', '--detailed-exitcode']);
      for (const { document, printed } of [plainly, detailed]) assertDocument(document, kind, false, printed);
      assert.equal(detailed.status, plainly.status);
    });
  }
}

function assertDocument(
  document: Readonly<Record<string, unknown>> | undefined,
  kind: string,
  changed: boolean,
  printed: string,
): void {
  assert.ok(document !== undefined, printed);
  const { apiVersion, msg, warnings } = document;
  assert.deepEqual([apiVersion, document['kind'], document['changed']], ['perennial.dev/v1', kind, changed], printed);
  assert.ok(typeof msg === 'string' && msg !== '' && Array.isArray(warnings), printed);
}

test('every command is here, or has no answer in JSON', () => {
  const here = new Set([...told.map(([command]) => command), ...Object.keys(reading)]);
  const others = commandTable.filter(({ name }) => !here.has(name));
  assert.deepEqual(
    others.filter(({ formats }) => formats.includes('json')).map(({ name }) => name),
    [],
  );
});

test('every command of which its row says that it changes something was seen to do so, and to leave it', () => {
  for (const { name } of commandTable.filter(({ changes }) => changes === true)) {
    const stories = changing[name] ?? [];
    assert.deepEqual(
      [true, false].filter((changed) => !stories.some((story) => story.changed === changed)),
      [],
      name,
    );
  }
});
