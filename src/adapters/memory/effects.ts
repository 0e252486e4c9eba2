import type { PerennialError } from '../../core/errors.ts';

/** The process was killed, or the power went: nothing of this life can do anything any more. */
export class Crash extends Error {
  override readonly name = 'Crash';
}

/** One change of something that outlives the process; the first has number 1. */
export interface Effect {
  readonly number: number;
  /** What changes what: `install /etc/kubernetes/pki/apiserver.crt`, `record started 1.1`, `stop etcd`. */
  readonly label: string;
}

/** What happens to an effect. `cut-within` leaves half of it where it has halves: a torn journal line, one of two files. */
export type Fate = 'go' | 'cut-before' | 'cut-within' | 'cut-after' | PerennialError;

export type Interference = (effect: Effect) => Fate;

export interface Gate {
  /** All effects of this life, in order. */
  readonly labels: readonly string[];
  /** Does what `effect` says, unless the interference decides otherwise; `within` is the half of it. */
  perform<T>(label: string, effect: () => T, within?: () => void): T;
  /** Throws once the process is dead: a dead process reads nothing either. */
  assertAlive(): void;
  alive(): boolean;
}

export const noInterference: Interference = () => 'go';

/** Cuts the n-th effect; the rest of that life fails with `Crash`. */
export function cutAt(number: number, when: 'before' | 'within' | 'after'): Interference {
  return (effect) => (effect.number === number ? `cut-${when}` : 'go');
}

/** Fails every effect whose label contains `text`, undone. */
export function failing(text: string, error: PerennialError): Interference {
  return ({ label }) => (label.includes(text) ? error : 'go');
}

/** The one door that every change goes through. */
export function gate(interfere: Interference): Gate {
  const labels: string[] = [];
  let dead = false;
  const assertAlive = (): void => {
    if (dead) throw new Crash('this process is dead');
  };
  const die = (label: string): never => {
    dead = true;
    throw new Crash(`cut at ${label}`);
  };
  return {
    labels,
    assertAlive,
    alive: () => !dead,
    perform(label, effect, within) {
      assertAlive();
      labels.push(label);
      const fate = interfere({ number: labels.length, label });
      if (typeof fate === 'object') throw fate;
      if (fate === 'cut-before') return die(label);
      if (fate === 'cut-within') {
        within?.();
        return die(label);
      }
      const result = effect();
      return fate === 'cut-after' ? die(label) : result;
    },
  };
}
