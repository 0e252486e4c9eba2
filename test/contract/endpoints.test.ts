import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { HealthCheck } from '../../src/core/plan/plan.ts';
import type { Certificate } from '../../src/core/x509/certificate.ts';
import { type EndpointsSubject, endpointsSubjects, leaf } from './endpoint-subjects.ts';

async function shown({ endpoints, endpoint }: EndpointsSubject, serverName?: string): Promise<Certificate> {
  const reading = await endpoints.handshake({ ...endpoint, ...(serverName !== undefined && { serverName }) });
  return reading.kind === 'read' ? reading.value : assert.fail(`${reading.kind} and not read`);
}

const readyz = ({ endpoint: { host, port } }: EndpointsSubject): HealthCheck => ({
  scheme: 'https',
  host,
  port,
  path: '/readyz',
});

for (const { name, make } of endpointsSubjects) {
  test(`endpoints, ${name}: each look is a handshake of its own, which shows what is presented then`, async (t) => {
    const subject = await make(t);
    assert.equal((await shown(subject)).serial, (await shown(subject)).serial);
    const next = leaf();
    subject.serve(next);
    assert.deepEqual(await shown(subject), next.certificate);
  });

  test(`endpoints, ${name}: nothing is trusted, so one that has run out is shown too`, async (t) => {
    const subject = await make(t);
    const expired = leaf({ notBefore: 0, notAfter: 86_400_000 });
    subject.serve(expired);
    assert.deepEqual(await shown(subject), expired.certificate);
  });

  test(`endpoints, ${name}: a server name may have a certificate of its own, an unknown one has the common one`, async (t) => {
    const subject = await make(t);
    const common = await shown(subject);
    assert.notEqual((await shown(subject, 'apiserver-loopback-client')).serial, common.serial);
    assert.equal((await shown(subject, 'nobody-of-this-name')).serial, common.serial);
  });

  test(`endpoints, ${name}: where nobody listens is refused`, async (t) => {
    const subject = await make(t);
    await subject.end();
    const reading = await subject.endpoints.handshake(subject.endpoint);
    assert.equal(reading.kind === 'unreadable' && reading.reason, 'refused');
  });

  test(`endpoints, ${name}: a port that accepts and says nothing is a timeout`, async (t) => {
    const subject = await make(t);
    subject.hang();
    const reading = await subject.endpoints.handshake(subject.endpoint);
    assert.equal(reading.kind === 'unreadable' && reading.reason, 'timeout');
  });

  test(`health, ${name}: it is the status of its path`, async (t) => {
    const subject = await make(t);
    const { endpoints } = subject;
    assert.deepEqual(await endpoints.health(readyz(subject)), { ok: true, detail: 'status 200' });
    const elsewhere = { ...readyz(subject), path: '/no-such-path' };
    assert.deepEqual(await endpoints.health(elsewhere), { ok: false, detail: 'status 404' });
  });

  test(`health, ${name}: it does not depend on the certificate`, async (t) => {
    const subject = await make(t);
    subject.serve(leaf({ notBefore: 0, notAfter: 86_400_000 }));
    assert.equal((await subject.endpoints.health(readyz(subject))).ok, true);
  });

  for (const [about, unsettle] of [
    ['nobody listens', (subject: EndpointsSubject) => subject.end()],
    ['nobody answers', (subject: EndpointsSubject) => subject.hang()],
  ] as const) {
    test(`health, ${name}: where ${about} it is bad, and says why`, async (t) => {
      const subject = await make(t);
      await unsettle(subject);
      const { ok, detail } = await subject.endpoints.health(readyz(subject));
      assert.equal(ok, false);
      assert.match(detail, /\w/);
    });
  }
}
