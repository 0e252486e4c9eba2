import { PerennialError } from '../../../core/errors.ts';
import type { Wish } from '../../../core/plan/wish.ts';
import { renew } from '../../../usecases/renew.ts';
import type { Consent } from '../../../usecases/requests.ts';
import type { Answer, Call } from '../answer.ts';
import { changeAnswer, planDocument } from '../change-answer.ts';
import { jsonText } from '../json-text.ts';
import type { Given } from '../given.ts';
import { shortened } from '../printable.ts';

export async function renewal(call: Call): Promise<Answer> {
  return changeAnswer(await renewed(call, call.consent), call);
}

/** A renewal nobody consents to, and saved if asked for; an empty one too, so that nobody applies what was there before. */
export async function plan(call: Call): Promise<Answer> {
  const change = await renewed(call, async () => false);
  const { output } = call.given;
  const answer = changeAnswer(change, { ...call, given: { ...call.given, dryRun: true } });
  if (output === undefined || change.plan === undefined) return answer;
  await call.shell.write(output, jsonText(planDocument(change.plan, 'a plan, not carried out yet')));
  const saved = `saved as ${output}; carry it out with: perennial apply ${output}`;
  return { ...answer, text: `${answer.text}${call.paint.words(saved)}\n` };
}

async function renewed(call: Call, consent: Consent) {
  const { which, sans } = wishOf(call.args, call.given);
  const { despiteEtcd = false } = call.given;
  return renew({ ...(await call.observing()), which, sans, despiteEtcd, consent }, await call.world());
}

/** Names of certificates whose names change are asked for by that alone. */
function wishOf(
  args: readonly string[],
  { all, due, addSan = [], removeSan = [] }: Given,
): Pick<Wish, 'which' | 'sans'> {
  const ways = [args.length > 0 ? 'names' : '', all === true ? '--all' : '', due === true ? '--due' : ''];
  const chosen = ways.filter((way) => way !== '');
  if (chosen.length > 1) {
    throw new PerennialError('usage', `${chosen.join(' and ')} exclude each other`, { next: 'perennial renew --help' });
  }
  const sans = { add: sansByName(addSan, '--add-san'), remove: sansByName(removeSan, '--remove-san') };
  const changed = [...Object.keys(sans.add), ...Object.keys(sans.remove)];
  const names = args.length > 0 || chosen.length > 0 ? args : changed;
  if (all === true) return { which: { kind: 'all' }, sans };
  return { which: names.length > 0 ? { kind: 'named', names: [...new Set(names)] } : { kind: 'due' }, sans };
}

/** `apiserver=k8s.example.org`; several of one certificate add up. */
function sansByName(given: readonly string[], option: string): Readonly<Record<string, readonly string[]>> {
  const byName = new Map<string, readonly string[]>();
  for (const one of given) {
    const [, name = '', san = ''] = /^([^=]+)=(.+)$/s.exec(one) ?? [];
    if (name === '') {
      throw new PerennialError('usage', `${option} ${shortened(one)} is not of the form NAME=SAN`, {
        hint: `for example ${option} apiserver=k8s.example.org`,
      });
    }
    byName.set(name, [...(byName.get(name) ?? []), san]);
  }
  return Object.fromEntries(byName);
}
