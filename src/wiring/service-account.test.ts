import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { serveApi } from '../adapters/kubernetes/api-server.test-support.ts';
import { kubernetesApi } from '../adapters/kubernetes/kubernetes-api.ts';
import { localFiles } from '../adapters/local/files.ts';
import { serviceAccountCredentials } from './service-account.ts';

/** As the kubelet writes them: links through a folder that is replaced as a whole. */
const FOLDER = '/var/run/secrets/kubernetes.io/serviceaccount';

test('the API server is asked with the token of the moment, and of who is ready without it', async (t) => {
  const root = await mkdtemp(join(tmpdir(), 'perennial-token-'));
  t.after(() => rm(root, { recursive: true }));
  const shown: (string | undefined)[] = [];
  const server = await serveApi(t, {
    'GET /version': (request, response) => {
      shown.push(request.headers.authorization);
      const good = request.headers.authorization === 'Bearer second';
      response.writeHead(good ? 200 : 401).end(good ? '{"gitVersion":"v1.36.3"}' : '{}');
    },
    'GET /readyz': (request, response) => {
      shown.push(request.headers.authorization);
      response.end('ok');
    },
  });
  const write = async (version: string, token: string) => {
    await mkdir(join(root, FOLDER, version), { recursive: true });
    await writeFile(join(root, FOLDER, version, 'token'), token);
    await writeFile(join(root, FOLDER, version, 'ca.crt'), server.credentials.caPem);
    await rm(join(root, FOLDER, '..data'), { force: true });
    await symlink(version, join(root, FOLDER, '..data'));
  };
  await write('..1', 'first');
  for (const name of ['token', 'ca.crt']) await symlink(`..data/${name}`, join(root, FOLDER, name));
  const files = localFiles({ root });
  const account = { folder: FOLDER, server: server.credentials.server };
  let read = 0;
  const api = kubernetesApi({
    readKubeconfig: async () => {
      read += 1;
      if (read === 2) await write('..2', 'second\n');
      return serviceAccountCredentials(files, account);
    },
  });
  await api.answers();
  assert.equal((await api.version()).version, 'v1.36.3');
  assert.deepEqual(shown, [undefined, 'Bearer first', 'Bearer second']);
  assert.ok(
    server.asked.every((one) => one.endsWith(' anonymous')),
    'no client certificate was shown',
  );
});

test('a token that is not there is said, without a word of what else is', async (t) => {
  const root = await mkdtemp(join(tmpdir(), 'perennial-token-'));
  t.after(() => rm(root, { recursive: true }));
  const account = { folder: FOLDER, server: 'https://10.96.0.1:443' };
  await assert.rejects(
    serviceAccountCredentials(localFiles({ root }), account),
    /serviceaccount\/token does not exist$/,
  );
});
