import assert from 'node:assert/strict';
import { test } from 'node:test';
import { accountsIn } from './passwd.ts';

test('an account has a name, two numbers and a home', () => {
  assert.deepEqual(accountsIn('alice:x:1000:1001:Alice,,,:/home/alice:/bin/bash\n'), [
    { name: 'alice', uid: 1000, gid: 1001, home: '/home/alice' },
  ]);
});

for (const line of [
  '',
  '# alice:x:0:0::/root:',
  '+::::::',
  'alice',
  'alice:x:-1:0::/root:',
  'a/b:x:0:0::/root:',
  'alice:x:0:0::home:',
]) {
  test(`${JSON.stringify(line)} is no account`, () => {
    assert.deepEqual(accountsIn(line), []);
  });
}
