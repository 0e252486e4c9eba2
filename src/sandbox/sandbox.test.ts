import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { describe, test } from 'node:test';
import { certificatesOf } from '../core/x509/pem.ts';
import { type Sandbox, startSandbox } from './sandbox.ts';
import { call, fileOf, presented, serialOf, until } from './sandbox.test-support.ts';

const isClosed = (port: number) =>
  presented(port).then(
    () => undefined,
    (error: NodeJS.ErrnoException) => (error.code === 'ECONNREFUSED' ? true : undefined),
  );

describe('a sandbox', () => {
  test('starts with certificates that run out when asked, and leaves nothing behind', async () => {
    const sandbox = await startSandbox({ certificatesExpireInDays: 9 });
    const [leaf] = certificatesOf(fileOf(sandbox, '/etc/kubernetes/pki/apiserver.crt'), 'apiserver');
    const days = ((leaf?.notAfter ?? 0) - Date.now()) / 86_400_000;
    assert.ok(days > 8.9 && days <= 9, `${days} days`);
    await sandbox.stop();
    assert.equal(existsSync(sandbox.root), false);
    await until(() => isClosed(sandbox.ports.apiServer));
  });

  test('starts with certificates that have run out, and serves them', async () => {
    const sandbox = await startSandbox({ certificatesExpireInDays: -0.5 });
    assert.equal(await presented(sandbox.ports.apiServer), serialOf(sandbox, 'apiserver'));
    assert.equal((await call(sandbox, '/livez')).status, 200);
    assert.equal((await call(sandbox, '/readyz')).status, 500, 'etcd does not take an expired client certificate');
    await sandbox.stop();
  });

  test('ends with the process that started it, even when that is killed', async () => {
    const entry = new URL('./sandbox.ts', import.meta.url).href;
    const script = `
      const { startSandbox } = await import('${entry}');
      console.log(JSON.stringify(await startSandbox({ certificatesExpireInDays: 9 })));
      setInterval(() => undefined, 1000);`;
    const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const [line] = (await once(child.stdout, 'data')) as [Buffer];
    const { ports, root } = JSON.parse(line.toString()) as Sandbox;
    child.kill('SIGKILL');
    await Promise.all(
      [ports.apiServer, ports.etcdClient, ports.etcdPeer, ports.scheduler, ports.kubelet].map((port) =>
        until(() => isClosed(port)),
      ),
    );
    await rm(root, { recursive: true, force: true });
  });
});
