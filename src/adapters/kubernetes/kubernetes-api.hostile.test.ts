import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { testAuthority } from '../../../test/pki.ts';
import { PerennialError } from '../../core/errors.ts';
import type { ApiCredentials } from './api-credentials.ts';
import { authority, credentialsFor, serveApi, serveTcp } from './api-server.test-support.ts';
import { kubernetesApi } from './kubernetes-api.ts';

const apiFor = (credentials: ApiCredentials) =>
  kubernetesApi({ readKubeconfig: async () => credentials, timeoutMilliseconds: 500 });

const unavailable = (words: RegExp) => (thrown: unknown) => {
  assert.ok(thrown instanceof PerennialError);
  assert.equal(thrown.code, 'api-unavailable');
  assert.match(thrown.message, words);
  assert.ok(thrown.hint);
  assert.doesNotMatch(`${thrown.message} ${thrown.hint} ${String(thrown.cause)}`, /PRIVATE KEY/);
  return true;
};

describe('an API server that cannot be asked', () => {
  const manners: readonly (readonly [string, Parameters<typeof serveTcp>[1], RegExp])[] = [
    ['accepts and says nothing', () => undefined, /no answer in 500 ms/],
    ['closes at once', (peer) => peer.destroy(), /GET \/version failed/],
    ['speaks no TLS', (peer) => peer.end('HTTP/1.0 400 Bad Request\r\n\r\n'), /GET \/version failed/],
  ];
  for (const [name, manner, words] of manners) {
    test(`because it ${name}`, async (t) => {
      const port = await serveTcp(t, manner);
      await assert.rejects(apiFor(credentialsFor(`https://127.0.0.1:${port}`)).version(), unavailable(words));
    });
  }

  test('because it answers and never ends', async (t) => {
    const { credentials } = await serveApi(t, { 'GET /version': (_request, response) => response.write('{') });
    await assert.rejects(apiFor(credentials).version(), unavailable(/no answer in 500 ms/));
  });

  test('because nobody listens', async () => {
    await assert.rejects(apiFor(credentialsFor('https://127.0.0.1:1')).version(), unavailable(/ECONNREFUSED/));
  });

  test('because the kubeconfig names no URL, or holds no certificate', async () => {
    await assert.rejects(apiFor(credentialsFor('not a URL')).version(), unavailable(/Invalid URL/));
    const broken = { ...credentialsFor('https://127.0.0.1:1'), privateKeyPem: 'broken' };
    await assert.rejects(apiFor(broken).version(), unavailable(/GET \/version failed/));
  });

  test('because the kubeconfig cannot be read', async () => {
    const readKubeconfig = async () => {
      throw new PerennialError('permission', 'admin.conf may not be read', { file: '/x', hint: 'run as root' });
    };
    await assert.rejects(kubernetesApi({ readKubeconfig }).version(), unavailable(/admin.conf may not be read/));
  });
});

describe('an API server that is not believed', () => {
  const foreign = testAuthority({ commonName: 'kubernetes' });
  const pairs = [
    [
      'of a foreign authority',
      foreign.leaf({ commonName: 'kube-apiserver', extendedKeyUsages: ['serverAuth'], ipAddresses: ['127.0.0.1'] }),
    ],
    [
      'with another name',
      authority.leaf({ commonName: 'kube-apiserver', extendedKeyUsages: ['serverAuth'], dnsNames: ['other.lab'] }),
    ],
    [
      'that has run out',
      authority.leaf({
        commonName: 'kube-apiserver',
        extendedKeyUsages: ['serverAuth'],
        ipAddresses: ['127.0.0.1'],
        notBefore: 0,
        notAfter: 1000,
      }),
    ],
  ] as const;
  for (const [name, pair] of pairs) {
    test(`has a certificate ${name}`, async (t) => {
      const { credentials, asked } = await serveApi(t, { 'GET /readyz': [200, 'ok'] }, pair);
      await assert.rejects(apiFor(credentials).answers(), unavailable(/GET \/readyz failed/));
      assert.deepEqual(asked, []);
    });
  }
});

describe('an API server that refuses', () => {
  const bodies = [
    [403, { kind: 'Status', message: 'forbidden: User "x"' }, /status 403: forbidden: User "x"/],
    [500, 'boom\u001b[2J\nmore', /status 500: boom\[2J$/],
    [200, 'no JSON', /no JSON object/],
    [200, '[', /no JSON object/],
    [200, 'null', /no JSON object/],
  ] as const;
  for (const [status, body, words] of bodies) {
    test(`with status ${status} and ${JSON.stringify(body)}`, async (t) => {
      const path = 'GET /api/v1/namespaces/kube-system/configmaps/kubeadm-config';
      const { credentials } = await serveApi(t, { [path]: [status, body] });
      await assert.rejects(apiFor(credentials).clusterConfiguration(), unavailable(words));
    });
  }

  test('the old credential is asked again with the new one', async (t) => {
    const renewed = authority.leaf({ commonName: 'renewed', extendedKeyUsages: ['clientAuth'] });
    const { credentials, asked } = await serveApi(t, {
      'GET /version': (_request, response) => {
        const accepted = asked.at(-1)?.endsWith('renewed');
        response.writeHead(accepted ? 200 : 401).end('{"gitVersion":"v1.36.3"}');
      },
    });
    const texts = [credentials, credentialsFor(credentials.server, renewed)];
    const api = kubernetesApi({ readKubeconfig: async () => texts.shift() ?? credentials });
    assert.equal((await api.version()).version, 'v1.36.3');
    assert.deepEqual(asked, ['GET /version kubernetes-admin', 'GET /version renewed']);
  });

  test('a credential that has not changed is not tried again', async (t) => {
    const { credentials, asked } = await serveApi(t, {
      'GET /version': [401, { kind: 'Status', message: 'Unauthorized' }],
    });
    await assert.rejects(apiFor(credentials).version(), unavailable(/status 401: Unauthorized/));
    assert.equal(asked.length, 1);
  });
});
