import type { CommandRow, OptionRow } from '../../src/faces/cli/command-row.ts';
import { commandTable } from '../../src/faces/cli/command-table.ts';
import { commonOptions } from '../../src/faces/cli/common-options.ts';
import { exitStatusHelp } from '../../src/faces/cli/parse.ts';
import { bold, item, type Page, paragraph, references, verbatim } from './roff.ts';

/** perennial(1), and a page for each command. */
export function commandPages(): readonly Page[] {
  return [programPage(), ...commandTable.map(pageOf)];
}

function programPage(): Page {
  return {
    name: 'perennial',
    section: 1,
    about: 'sees, renews and proves the certificates of a kubeadm control plane',
    sections: [
      { title: 'SYNOPSIS', body: [`${bold('perennial')} [\\fIOPTION\\fR]... \\fICOMMAND\\fR [\\fIARGUMENT\\fR]...`] },
      {
        title: 'DESCRIPTION',
        body: [
          'perennial looks at every certificate of a control\\-plane node, on disk and in use, and says what is wrong.',
          'It renews them without a failed API request, proves that they are used, and can undo all it did.',
        ],
      },
      { title: 'COMMANDS', body: commandTable.flatMap(({ name, summary }) => item(name, summary)) },
      {
        title: 'OPTIONS',
        body: ['Understood by every command, before or after its name.', ...optionsBody(commonOptions)],
      },
      { title: 'EXIT STATUS', body: verbatim(exitStatusHelp.trim().split('\n').slice(1)) },
      {
        title: 'ENVIRONMENT',
        body: [
          ...item('NO_COLOR', 'not empty: no colours, as under --no-color (https://no-color.org)'),
          ...item('TERM', 'dumb: no colours, and no line that moves'),
          ...item('CI', 'neither empty, 0 nor false: no line that moves, for a build server only keeps a log'),
          ...item('LC_ALL, LC_MESSAGES, LANG', 'the language, unless --lang gives it'),
        ],
      },
      {
        title: 'FILES',
        body: [
          ...item('/etc/perennial/config.yaml', 'the configuration, see perennial-config.yaml(5)'),
          ...item(
            '/var/lib/perennial',
            'runs, with their plans, journals, and the files they replaced; for root alone',
          ),
          ...item('/etc/kubernetes', 'what kubeadm put there: certificates, kubeconfigs, static-pod manifests'),
        ],
      },
      {
        title: 'EXAMPLES',
        body: verbatim(['perennial check', 'perennial renew --dry-run', 'perennial renew --yes', 'perennial rollback']),
      },
      {
        title: 'SEE ALSO',
        body: references([...commandTable.map(({ name }) => `perennial-${name}(1)`), 'perennial-config.yaml(5)']),
      },
    ],
  };
}

function pageOf({ name, summary, parameters, options, formats, examples }: CommandRow): Page {
  const words = parameters.map((parameter) => ` ${parameter.name}`).join('');
  return {
    name: `perennial-${name}`,
    section: 1,
    about: summary,
    sections: [
      { title: 'SYNOPSIS', body: [`${bold(`perennial ${name}`)} [\\fIOPTION\\fR]...${words}`] },
      { title: 'DESCRIPTION', body: parameters.flatMap((parameter) => item(bare(parameter.name), parameter.about)) },
      { title: 'OPTIONS', body: optionsBody(options) },
      { title: 'FORMATS', body: paragraph(`-o, --format: ${formats.join(', ')}. The first is the default.`) },
      { title: 'EXAMPLES', body: examples.length === 0 ? [] : verbatim(examples) },
      { title: 'SEE ALSO', body: references(['perennial(1)', 'perennial-config.yaml(5)']) },
    ],
  };
}

function optionsBody(options: readonly OptionRow[]): readonly string[] {
  return options.flatMap(({ flags, about }) => item(flags, about));
}

/** `[NAME...]` and `<FILE>` without what only the synopsis needs. */
const bare = (name: string): string => name.replace(/[[\]<>]/g, '');
