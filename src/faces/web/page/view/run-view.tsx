import type { StepProgress } from '../../../../core/plan/run-progress.ts';
import type { RunDocument } from '../api.ts';
import { Command } from './command.tsx';
import { useSpeech } from './context.ts';

/** A run as it goes: its stages and steps, what the witness saw, and what can be done about it. */
export function RunView({ run }: { readonly run: RunDocument }) {
  const { words, dates } = useSpeech();
  const { id, state, done, of, stages, witness, gaps, waiting, commands } = run;
  return (
    <section class={`run ${state}`} aria-labelledby="run" aria-live="polite">
      <h2 id="run">
        {words.run} {id}
      </h2>
      <p>
        {words.runStates[state]} · {words.stepsDone(done, of)}
      </p>
      <progress value={done} max={Math.max(1, of)} aria-label={words.stepsDone(done, of)} />
      {witness !== undefined && <p class="witness">{words.witness(witness.requests, witness.failures)}</p>}
      {gaps.length > 0 && (
        <ul class="gaps">
          {gaps.map(({ at, milliseconds }) => (
            <li key={at}>
              {dates.minute(at)}: {words.gap(milliseconds)}
            </li>
          ))}
        </ul>
      )}
      <ol class="stages">
        {stages.map((stage) => (
          <li key={stage.name} class={stage.steps.every((step) => step.status === 'done') ? 'done' : ''}>
            {stage.name}
            <ul>
              {stage.steps.map((step) => (
                <li key={step.id} class={step.status}>
                  <StepWords step={step} />
                  {step.reason !== undefined && <em> {step.reason}</em>}
                  {waiting?.step === step.id && <em> {waiting.why}</em>}
                </li>
              ))}
            </ul>
          </li>
        ))}
      </ol>
      {commands.resume !== undefined && <Advice what={words.resume} command={commands.resume} />}
      {commands.rollback !== undefined && <Advice what={words.rollBack} command={commands.rollback} />}
    </section>
  );
}

function Advice({ what, command }: { readonly what: string; readonly command: string }) {
  return (
    <p>
      {what}: <Command text={command} />
    </p>
  );
}

/** A step that touches many things has a line for each: the first says what it is. */
function StepWords({ step: { kind, words } }: { readonly step: StepProgress }) {
  const [first = kind, ...others] = words;
  return (
    <>
      {first}
      {others.length > 0 && <small> +{others.length}</small>}
    </>
  );
}
