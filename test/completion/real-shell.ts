import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { compileCache } from '../../src/sandbox/child-cache.ts';

/** How an interactive shell is started, told of our completion, and asked for all candidates at once. */
export interface RealShell {
  readonly name: 'bash' | 'zsh' | 'fish';
  /** The words it puts in place of the last one of each line; each line is one list. */
  readonly completed: (lines: readonly string[], path: string) => readonly (readonly string[])[];
}

/**
 * bash and zsh have a key that inserts every candidate; the line is then turned into an argument of printf, so that the shell itself
 * says of which words it consists. fish has a command that answers as TAB would.
 */
export const realShells: readonly RealShell[] = [
  {
    name: 'bash',
    completed: (lines, path) =>
      said({
        command: 'bash --norc --noprofile -i',
        first: ['source <(perennial completion bash)'],
        typed: lines.map((line) => `${line}\u001b*${asArguments}`),
        path,
      }),
  },
  {
    name: 'zsh',
    completed: (lines, path) =>
      said({
        command: 'zsh -f -i',
        first: [
          // Otherwise it takes the keys of vi where EDITOR says vi, as under npm.
          'bindkey -e; autoload -U compinit; compinit -D -u; source <(perennial completion zsh)',
          'zstyle ":completion:*" completer _all_matches _complete; zstyle ":completion:*" insert yes',
        ],
        typed: lines.map((line) => `${line}\t${asArguments}`),
        path,
      }),
  },
  {
    name: 'fish',
    completed: (lines, path) => {
      const script = 'perennial completion fish | source; for line in $argv; echo "<>"; complete -C $line; end';
      const [, ...lists] = run('fish', ['--no-config', '-c', script, ...lines], path).split('<>\n');
      return lists.map((offered, index) => {
        const words = offered.split('\n').flatMap((each) => each.split('\t')[0] || []);
        return [...(lines[index] ?? '').split(' ').slice(0, -1), ...words];
      });
    },
  },
];

/** Presses TAB behind each text in an interactive shell, and takes the line back. The dialogue is zsh's, with either shell. */
export function pressTab(shell: 'bash' | 'zsh', texts: readonly string[], path: string): void {
  const { start, ready } = tabbing[shell];
  run('zsh', ['-f', join(import.meta.dirname, 'dialogue.zsh'), start, ready, ...texts], path);
}

/** The prompt and what is said at the end are computed, so that the echo of what is typed is neither. */
const tabbing = {
  bash: {
    start: "PS1='READ$((40 + 2)) ' bash --norc --noprofile -i",
    ready: `source <(perennial completion bash); bind -x '"\\C-x\\C-d": printf DONE%d $((40 + 2))'`,
  },
  zsh: {
    start: "PS1='%(?.READ.)42 ' zsh -f -i",
    ready: `bindkey -e; autoload -U compinit; compinit -D -u; source <(perennial completion zsh); say-done() { print -n "DONE$((40 + 2))" }; zle -N say-done; bindkey '^X^D' say-done`,
  },
} as const;

/** To the beginning of the line (Ctrl-A), and what makes the shell print its words. */
const asArguments = `\u0001printf '<%s>' GOT `;

interface Typing {
  readonly command: string;
  readonly first: readonly string[];
  readonly typed: readonly string[];
  readonly path: string;
}

function said({ command, first, typed, path }: Typing): readonly (readonly string[])[] {
  const screen = inTerminal(command, [...first, ...typed], path);
  const lists = [...screen.matchAll(/<GOT>((?:<[^<>\n]*>)*)/g)].map(([, words = '']) => wordsIn(words));
  assert.equal(lists.length, typed.length, `${command} did not answer each line: ${screen}`);
  return lists;
}

const wordsIn = (text: string): readonly string[] => [...text.matchAll(/<(.*?)>/g)].map(([, word = '']) => word);

/** script(1) of util-linux gives the shell a terminal; it reads line after line as if typed ahead. */
function inTerminal(command: string, lines: readonly string[], path: string): string {
  return run('script', ['-qec', command, '/dev/null'], path, `${[...lines, 'exit'].join('\n')}\n`);
}

function run(program: string, argv: readonly string[], path: string, input = ''): string {
  const env = {
    ...process.env,
    ...compileCache,
    PATH: `${path}:${process.env['PATH'] ?? ''}`,
    TERM: 'dumb',
    HISTFILE: '',
  };
  const { status, stdout, stderr, error } = spawnSync(program, argv, { input, env, encoding: 'utf8' });
  if (error !== undefined) throw new Error(`${program} is needed by this test (.ci/run installs it): ${error.message}`);
  if (stderr.includes('not found')) throw new Error(`${argv.join(' ')} is needed by this test: ${stderr}`);
  if (status !== 0 && program === 'zsh') throw new Error(`the dialogue with zsh ended: ${stderr}`);
  return stdout;
}
