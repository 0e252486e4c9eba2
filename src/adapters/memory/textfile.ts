import type { Textfile } from '../../ports/textfile.ts';
import type { Gate } from './effects.ts';
import type { Machine } from './machine.ts';

export function memoryTextfile(machine: Machine, gate: Gate): Textfile {
  return {
    async replace(path, text) {
      const whole = typeof text === 'string' ? text : [...text].join('');
      const file = { kind: 'file', bytes: Buffer.from(whole), mode: 0o644, uid: 0, gid: 0 } as const;
      gate.perform(`write ${path}`, () => void machine.tree.set(path, { ...file, changedAt: machine.now }));
    },
  };
}
