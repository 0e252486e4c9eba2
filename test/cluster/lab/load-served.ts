import tls from 'node:tls';
import type { Running } from './load-requests.ts';
import type { ServedChange, ServedPort } from './load-report.ts';

const everyMs = 250;

/** Looks every quarter of a second at what each port presents, and notes the changes. */
export function servedCertificates(
  ports: readonly ServedPort[],
  elapsedMs: () => number,
): Running<readonly ServedChange[]> {
  const changes: ServedChange[] = [];
  const now = new Map<string, string>();
  const open = new Set<Promise<void>>();
  const look = async (port: ServedPort) => {
    const seen = { port: nameOf(port), ...(await presented(port)) };
    const text = JSON.stringify(seen);
    if (now.get(seen.port) === text) return;
    now.set(seen.port, text);
    changes.push({ atMs: Math.round(elapsedMs()), ...seen });
  };
  const lookAll = () => {
    for (const port of ports) {
      const one = look(port).finally(() => open.delete(one));
      open.add(one);
    }
    return Promise.all(open);
  };
  const flowing = lookAll().then(() => undefined);
  const timer = setInterval(() => void lookAll(), everyMs);
  const stop = async () => {
    clearInterval(timer);
    await Promise.all(open);
    return changes;
  };
  return { flowing, stop };
}

function nameOf(port: ServedPort): string {
  return port.serverName === undefined ? String(port.port) : `${String(port.port)} ${port.serverName}`;
}

/** Any certificate is taken here: the question is which one it is. */
function presented(port: ServedPort): Promise<Pick<ServedChange, 'serial' | 'notAfter' | 'error'>> {
  const name = port.serverName === undefined ? {} : { servername: port.serverName };
  return new Promise((resolve) => {
    const socket = tls.connect({ host: port.host, port: port.port, rejectUnauthorized: false, timeout: 1000, ...name });
    const done = (answer: Pick<ServedChange, 'serial' | 'notAfter' | 'error'>) => {
      socket.destroy();
      resolve(answer);
    };
    socket.on('secureConnect', () => {
      const certificate = socket.getPeerX509Certificate();
      const instant = certificate?.validToDate.toISOString();
      done(certificate === undefined ? {} : { serial: certificate.serialNumber, notAfter: instant ?? '' });
    });
    socket.on('error', (error: NodeJS.ErrnoException) => done({ error: error.code ?? error.message }));
    socket.on('timeout', () => done({ error: 'timeout' }));
  });
}
