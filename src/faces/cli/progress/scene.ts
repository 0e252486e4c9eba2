import type { Instant } from '../../../core/instant.ts';
import type { Style } from '../../report/style.ts';
import type { Motion } from './saying.ts';

/** What the moving line shows. */
export interface Scene {
  /** Looks under way, the newest last: it is the one that is shown. */
  readonly looks: readonly Begun[];
  readonly stage?: Begun;
  /** Of the stage, or a wait by itself. */
  readonly step?: Begun;
  readonly wait?: Extract<Motion, { kind: 'wait' }> | undefined;
  readonly counts: string;
  readonly hasFailed: boolean;
}

interface Begun {
  readonly text: string;
  /** By performance.now(). */
  readonly at: number;
}

export const nothingMoves: Scene = { looks: [], counts: '', hasFailed: false };

export function afterMotion(scene: Scene, motion: Motion, at: number): Scene {
  const { looks, counts } = scene;
  switch (motion.kind) {
    case 'look':
      return { looks: [...looks, { text: motion.text, at }], counts, hasFailed: false };
    case 'look-over':
      return { ...scene, looks: withoutLast(looks, motion.text) };
    case 'stage':
      return { looks: [], counts, hasFailed: false, stage: { text: motion.text, at } };
    case 'step':
      return { ...scene, wait: undefined, step: { text: motion.text, at } };
    case 'wait':
      return { ...scene, wait: motion, step: scene.step ?? { text: '', at } };
    case 'counts':
      return { ...scene, counts: motion.text };
    case 'stage-failed':
      return { looks: [], counts, hasFailed: true };
  }
}

function withoutLast(looks: readonly Begun[], text: string): readonly Begun[] {
  const last = looks.findLastIndex((look) => look.text === text);
  return looks.filter((_, index) => index !== last);
}

/** Undefined where nothing is under way. */
export function movingText(
  { looks, stage, step, wait }: Scene,
  { now, ticks }: { readonly now: Instant; readonly ticks: number },
): string | undefined {
  const look = looks.at(-1);
  if (look !== undefined) return `${look.text} ${elapsed(look, ticks)}`;
  const inner = wait === undefined ? step && `${step.text} ${elapsed(step, ticks)}` : waitText(wait, step, now, ticks);
  if (inner === undefined) return stage?.text;
  return stage === undefined ? inner : `${stage.text}: ${inner}`;
}

function waitText(wait: NonNullable<Scene['wait']>, step: Begun | undefined, now: Instant, ticks: number): string {
  const text = wait.text(now);
  return wait.counts === 'down' || step === undefined ? text : `${text} ${elapsed(step, ticks)}`;
}

export const finishedStage = (stage: Begun, ticks: number, style: Style): string =>
  `${stage.text}  ${style.dim(elapsed(stage, ticks))}`;

const elapsed = ({ at }: Begun, ticks: number): string => `${((ticks - at) / 1000).toFixed(1)} s`;
