import assert from 'node:assert/strict';
import { test } from 'node:test';
import { scriptedTerminal } from '../../../test/transcripts/scripted-terminal.ts';
import type { Plan } from '../../core/plan/plan.ts';
import { plainStyle } from '../report/style.ts';
import { consentFrom } from './consent.ts';

const plan: Plan = {
  format: 1,
  node: 'cp-1',
  createdAt: 0,
  intent: { kind: 'renew' },
  stages: [],
  leftAlone: [],
} as never;

/** Whether this answer is consent, where somebody asks to stop before it is given. */
async function consents(answer: string, stopped: boolean): Promise<boolean> {
  const terminal = scriptedTerminal([answer], '/');
  const controller = new AbortController();
  const ask = async (question: string, stop: AbortSignal) => {
    if (stopped) controller.abort();
    return await terminal.ask(question, stop);
  };
  const request = { given: { input: true, color: false }, argv: ['renew'], stop: controller.signal, paint: plainStyle };
  return await consentFrom({ ...request, terminal: { ...terminal, ask } })(plan);
}

for (const [answer, stopped, consent] of [
  ['y', false, true],
  [' Yes ', false, true],
  ['', false, false],
  ['yesterday', false, false],
  ['y', true, false],
] as const) {
  test(`${JSON.stringify(answer)} is ${consent ? 'consent' : 'none'}${stopped ? ' once it was asked to stop' : ''}`, async () => {
    assert.equal(await consents(answer, stopped), consent);
  });
}
