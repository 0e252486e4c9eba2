import { didYouMean } from '../../../core/did-you-mean.ts';
import { PerennialError } from '../../../core/errors.ts';
import type { Component } from '../../../core/names.ts';
import type { RestartRequest } from '../../../usecases/requests.ts';
import { restart } from '../../../usecases/restart.ts';
import type { Answer, Call } from '../answer.ts';
import { changeAnswer } from '../change-answer.ts';
import { shortened } from '../printable.ts';

/** The kubelet is no static pod: systemd restarts it. */
const restartable = [
  'etcd',
  'kube-apiserver',
  'kube-controller-manager',
  'kube-scheduler',
] as const satisfies Component[];

export async function restarting(call: Call): Promise<Answer> {
  const which = whichOf(call);
  const { grace, drain = true, despiteEtcd = false } = call.given;
  const request = { ...(await call.observing()), which, drain, despiteEtcd, consent: call.consent };
  const change = await restart({ ...request, ...(grace !== undefined && { graceSeconds: grace }) }, await call.world());
  return changeAnswer(change, call);
}

function whichOf({ args, given }: Call): RestartRequest['which'] {
  const all = given.all === true;
  if (all !== (args.length === 0))
    throw new PerennialError('usage', all ? 'both --all and components were named' : 'no component was named', {
      hint: `name some of ${restartable.join(', ')}, or give --all`,
      next: 'perennial restart --help',
    });
  return all ? { kind: 'all' } : { kind: 'named', components: args.map(componentNamed) };
}

function componentNamed(word: string): Component {
  const found = restartable.find((name) => name === word);
  if (found !== undefined) return found;
  const guess = didYouMean(word, restartable) ?? didYouMean(`kube-${word}`, restartable);
  throw new PerennialError('unknown-name', `there is no component ${shortened(word)} to restart`, {
    hint: guess === undefined ? `the components are ${restartable.join(', ')}` : `did you mean ${guess}?`,
  });
}
