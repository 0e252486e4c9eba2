import { teller } from './demo/teller.ts';
import { tell } from './demo/story.ts';
import { startSandbox } from './sandbox.ts';

// `npm start`: a throwaway control plane, the real command line against it, and nothing left behind.
const say = teller(process.stdout);
const began = Date.now();
const sandbox = await startSandbox({ certificatesExpireInDays: 9 });
let interrupted = false;
process.on('SIGINT', () => {
  interrupted = true;
});
try {
  const went = await tell({ sandbox, say, startedInSeconds: (Date.now() - began) / 1000, isOver: () => interrupted });
  process.exitCode = interrupted ? 130 : went ? 0 : 1;
} finally {
  await sandbox.stop();
  say.chapter('6. Clean-up', `Every process is ended, and ${sandbox.root} is removed.\n`);
}
