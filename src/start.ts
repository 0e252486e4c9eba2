import { giveWay } from './adapters/system/priority.ts';
import { main } from './main.ts';

giveWay();

// The process is ended, not waited for: an idle connection must not keep it, and what was printed is flushed first.
void main(process.argv.slice(2)).then((status) => {
  process.exitCode = status;
  process.stdout.write('', () => process.stderr.write('', () => process.exit()));
});
