import { constants, setPriority } from 'node:os';
import { main } from './main.ts';

// On a control plane nothing that perennial computes, eleven RSA keys above all, is as urgent as the API server's requests.
setPriority(constants.priority.PRIORITY_BELOW_NORMAL);

// The process is ended, not waited for: an idle connection must not keep it, and what was printed is flushed first.
void main(process.argv.slice(2)).then((status) => {
  process.exitCode = status;
  process.stdout.write('', () => process.stderr.write('', () => process.exit()));
});
