import { apiServer } from './api/server.ts';
import { flagsOf } from './command-line.ts';
import { endWithParent, sayReady } from './lifeline.ts';

endWithParent();
const flag = flagsOf(process.argv.slice(2));
const server = apiServer(flag);
server.listen(Number(flag('secure-port')), flag('advertise-address'), sayReady);

// The listener closes at once; open requests, a watch among them, end when the grace does (seen on 1.36: up to 60 s).
const OPEN_REQUESTS_MILLISECONDS = 2_000;
process.on('SIGTERM', () => {
  server.close(() => process.exit(0));
  server.closeIdleConnections();
  setTimeout(() => process.exit(0), OPEN_REQUESTS_MILLISECONDS);
});
