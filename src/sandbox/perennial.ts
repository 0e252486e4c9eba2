import { join } from 'node:path';
import { main } from '../main.ts';
import { runtimeSocketPath } from './node-paths.ts';

/** The folder of the sandbox that the commands are about. */
const root = process.env['PERENNIAL_SANDBOX'];
if (root === undefined) throw new Error('PERENNIAL_SANDBOX does not name the folder of a sandbox');

// The same command line as on a real node; only the root folder and the runtime's socket are elsewhere.
void main(process.argv.slice(2), { root, runtimeSocket: join(root, runtimeSocketPath) }).then((status) => {
  process.exitCode = status;
  process.stdout.write('', () => process.stderr.write('', () => process.exit()));
});
