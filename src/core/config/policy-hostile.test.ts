import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PerennialError } from '../errors.ts';
import { policyOf } from './policy.ts';

const bomb = `a: &a [x, x]\n${Array.from({ length: 30 }, (_, index) => `b${index}: &b${index} [*${index === 0 ? 'a' : `b${index - 1}`}, *${index === 0 ? 'a' : `b${index - 1}`}]`).join('\n')}\n`;

const hostile: Readonly<Record<string, string>> = {
  'broken YAML': 'keys: [new\n',
  'a tab for indentation': 'thresholds:\n\twarning: 30d\n',
  'two documents': 'keys: new\n---\nkeys: reuse\n',
  'an alias bomb': bomb,
  'deep nesting': '['.repeat(100_000),
  'binary rubbish': '\u0000\u0001\u0002\u00ff',
  'a private key': '-----BEGIN RSA PRIVATE KEY-----\nMIIEow\n-----END RSA PRIVATE KEY-----\n',
  'a key of the prototype': '__proto__: { warning: 1d }\n',
  'a constructor among the certificates': 'certificates:\n  constructor: {}\n',
};

for (const [name, text] of Object.entries(hostile)) {
  test(`${name} is refused with a code, and not repeated`, () => {
    assert.throws(
      () => policyOf(text, 'config.yaml'),
      (thrown) => {
        assert(thrown instanceof PerennialError, String(thrown));
        assert.equal(thrown.code, 'config-invalid');
        assert.doesNotMatch(thrown.message, /MIIEow/);
        return true;
      },
    );
  });
}
