import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { apiClient } from './api-client.ts';
import { type Answer, serveApi } from './api-server.test-support.ts';
import { textOf } from './json-fields.ts';
import { pageOf, queryOf } from './page.test-support.ts';
import { wholeList } from './whole-list.ts';

const path = '/api/v1/nodes';
const objects = Array.from({ length: 450 }, (_, index) => ({ name: `node-${String(index)}` }));
const names = objects.map(({ name }) => name);
const expired = { kind: 'Status', reason: 'Expired', message: 'The provided continue parameter is too old' };

async function listed(t: TestContext, answer: Answer) {
  const { credentials } = await serveApi(t, { [`GET ${path}`]: answer });
  const client = apiClient({ readKubeconfig: async () => credentials });
  return await wholeList(client, { path, query: { labelSelector: 'a=b c' }, of: (object) => [textOf(object, 'name')] });
}

test('a list is read page by page, each with the selector', async (t) => {
  const asked: URLSearchParams[] = [];
  const found = await listed(t, (request, response) => {
    asked.push(queryOf(request));
    response.end(JSON.stringify(pageOf(objects, queryOf(request))));
  });
  assert.deepEqual(found, names);
  assert.deepEqual(
    asked.map((query) => [query.get('labelSelector'), query.get('continue')]),
    [
      ['a=b c', null],
      ['a=b c', '200'],
      ['a=b c', '400'],
    ],
  );
});

test('one that is gone before its end is begun again', async (t) => {
  let gone = false;
  const found = await listed(t, (request, response) => {
    const isGone = !gone && queryOf(request).get('continue') === '400';
    gone ||= isGone;
    response.writeHead(isGone ? 410 : 200).end(JSON.stringify(isGone ? expired : pageOf(objects, queryOf(request))));
  });
  assert.deepEqual(found, names);
});

test('one that is always gone before its end is an error', async (t) => {
  let begun = 0;
  const answer: Answer = (request, response) => {
    const isFirst = queryOf(request).get('continue') === null;
    if (isFirst) begun += 1;
    response.writeHead(isFirst ? 200 : 410).end(JSON.stringify(isFirst ? pageOf(objects, queryOf(request)) : expired));
  };
  await assert.rejects(listed(t, answer), { code: 'api-unavailable', message: /410: The provided continue/ });
  assert.equal(begun, 3);
});

test('a list that is not there is empty', async (t) => {
  assert.deepEqual(await listed(t, [404, { kind: 'Status', message: 'not found' }]), []);
});

test('a page that comes again and again is an error', async (t) => {
  const page = { items: objects, metadata: { continue: 'here' } };
  await assert.rejects(listed(t, [200, page]), { code: 'api-unavailable', message: /the same page again/ });
});
