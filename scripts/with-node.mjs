// node with-node.mjs SCRIPT [ARGUMENT...]: runs a TypeScript file of this repository, after all set-up that needs.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { repository, setUp } from './setup.mjs';

const [script = '', ...args] = process.argv.slice(2);
let node;
try {
  node = setUp();
} catch (error) {
  console.error(`set-up failed: ${error.message}`);
  process.exit(1);
}
run(node, ['--disable-warning=ExperimentalWarning', join(repository, script), ...args]);

/** Ends as the child ends. A terminal sends its signals to both, so only those from elsewhere are passed on. */
function run(command, argv) {
  const path = [join(repository, 'node_modules', '.bin'), process.env.PATH].join(':');
  const child = spawn(command, argv, { stdio: 'inherit', env: { ...process.env, PATH: path } });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT']) {
    process.on(signal, () => {
      const sentToBoth = process.stdin.isTTY && (signal === 'SIGINT' || signal === 'SIGQUIT');
      if (!sentToBoth) child.kill(signal);
    });
  }
  child.on('error', (error) => {
    console.error(`${command} could not be started: ${error.message}`);
    process.exit(1);
  });
  child.on('exit', (status, signal) => {
    if (signal === null) process.exit(status ?? 1);
    process.removeAllListeners(signal);
    process.kill(process.pid, signal);
  });
}
