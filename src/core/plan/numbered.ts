import type { Stage, Step } from './plan.ts';

/** A step without its id: the id is its place in the plan. */
export type Unnumbered<S extends Step = Step> = S extends Step ? Omit<S, 'id'> : never;

export interface UnnumberedStage {
  readonly name: string;
  readonly steps: readonly Unnumbered[];
}

/** Stages that have steps, each step named by its place: `3.2` is the second step of the third stage. */
export function numbered(stages: readonly UnnumberedStage[]): readonly Stage[] {
  return stages
    .filter(({ steps }) => steps.length > 0)
    .map(({ name, steps }, at) => ({
      name,
      steps: steps.map((step, index) => ({ ...step, id: `${at + 1}.${index + 1}` })),
    }));
}
