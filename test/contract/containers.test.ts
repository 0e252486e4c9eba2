import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type ContainersSubject, containersSubjects } from './container-subjects.ts';

async function runningIds({ containers }: ContainersSubject): Promise<readonly string[]> {
  return (await containers.running()).map(({ id }) => id).toSorted();
}

const idOf = ({ begun }: ContainersSubject, component: string): string =>
  begun.find((one) => one.component === component)?.id ?? assert.fail(`no ${component}`);

for (const { name, make } of containersSubjects) {
  test(`containers, ${name}: those of this node's static pods run, and no others`, async (t) => {
    const subject = await make(t);
    const seen = (await subject.containers.running()).map(({ component, id }) => `${component} ${id}`);
    assert.deepEqual(seen.toSorted(), subject.begun.map(({ component, id }) => `${component} ${id}`).toSorted());
  });

  test(`containers, ${name}: the start of each is known to ten milliseconds`, async (t) => {
    const subject = await make(t);
    for (const { id, startedAt } of await subject.containers.running()) {
      const really = subject.begun.find((one) => one.id === id)?.startedAt ?? 0;
      assert.ok(Math.abs(startedAt - really) <= 10, `${startedAt} is not ${really}`);
    }
  });

  test(`containers, ${name}: one that ended by itself does not run`, async (t) => {
    const subject = await make(t);
    subject.end(idOf(subject, 'kube-scheduler'));
    assert.equal((await runningIds(subject)).includes(idOf(subject, 'kube-scheduler')), false);
    assert.equal((await runningIds(subject)).length, 3);
  });

  test(`containers, ${name}: one that was stopped has stopped when that returns, the others go on`, async (t) => {
    const subject = await make(t);
    const stopped = idOf(subject, 'kube-controller-manager');
    const others = (await runningIds(subject)).filter((id) => id !== stopped);
    await subject.containers.stop(stopped, 30);
    assert.deepEqual(await runningIds(subject), others);
  });

  test(`containers, ${name}: stopping one that is gone, or never was, is fine`, async (t) => {
    const subject = await make(t);
    const before = await runningIds(subject);
    await subject.containers.stop('f'.repeat(64), 0);
    assert.deepEqual(await runningIds(subject), before);
    subject.end(idOf(subject, 'etcd'));
    await subject.containers.stop(idOf(subject, 'etcd'), 30);
    assert.equal((await runningIds(subject)).length, 3);
  });

  test(`containers, ${name}: what cannot be known is an error, never an empty list`, async (t) => {
    const subject = await make(t);
    subject.blind();
    await assert.rejects(subject.containers.running(), { code: 'runtime-unavailable' });
    await assert.rejects(subject.containers.stop(idOf(subject, 'etcd'), 30), { code: 'runtime-unavailable' });
  });
}
