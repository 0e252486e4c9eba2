import type { RunDocument } from '../api.ts';
import { Command } from './command.tsx';
import { useSpeech } from './context.ts';

/** A run as it goes: its stages and steps, what the witness saw, and what can be done about it. */
export function RunView({ run }: { readonly run: RunDocument }) {
  const { words, dates } = useSpeech();
  const { id, state, done, of, stages, witness, gaps, commands } = run;
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
                  {step.text}
                  {step.reason !== undefined && <em> {step.reason}</em>}
                </li>
              ))}
            </ul>
          </li>
        ))}
      </ol>
      {commands.map((command) => (
        <p key={command}>
          {command.includes('rollback') ? words.rollBack : words.resume}: <Command text={command} />
        </p>
      ))}
    </section>
  );
}
