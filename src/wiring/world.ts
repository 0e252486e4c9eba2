import { hostname as ownHostname } from 'node:os';
import { localFiles } from '../adapters/local/files.ts';
import { localTextfile } from '../adapters/local/textfile.ts';
import { localStore } from '../adapters/local/store.ts';
import { historyFile } from '../adapters/run-directory/history-file.ts';
import { runNewsFile } from '../adapters/run-directory/run-news-file.ts';
import { runDirectory } from '../adapters/run-directory/run-directory.ts';
import { systemClock } from '../adapters/system/clock.ts';
import { systemKeys } from '../adapters/system/keys.ts';
import type { Reach } from '../core/inventory.ts';
import { STATE_FOLDER } from '../core/state-folder.ts';
import type { WorldRequest } from '../faces/cli/surroundings.ts';
import type { Files } from '../ports/node.ts';
import type { Lock } from '../ports/run.ts';
import type { World } from '../ports/world.ts';
import { lazyAlerts } from './alerts.ts';
import { lazyApi, lazyServingRequests, lazyWitness } from './api-server.ts';
import type { PodPlace } from './in-pod.ts';
import { lazyCoordination } from './coordination.ts';
import { lazyContainers } from './containers.ts';
import { lazyEndpoints } from './endpoints.ts';
import { lazyEtcd } from './etcd.ts';
import { lazyEvents, lazySentEvents } from './events.ts';
import { lazyFirewall } from './firewall.ts';
import { lazyMessengers, lazyNotebook } from './messengers.ts';
import { lazyReports } from './reports.ts';
import { textAt } from './text-at.ts';
import { lazyUnits } from './units.ts';

/** What a control plane that is no machine of its own (the sandbox) has elsewhere. */
export interface Overrides extends PodPlace {
  readonly root?: string;
  readonly runtimeSocket?: string;
  readonly reach?: Reach;
}

/** Everything a use-case may touch. What only some commands need is loaded by the first call that needs it. */
export async function worldOf(request: WorldRequest & Pick<World, 'version'>, overrides: Overrides): Promise<World> {
  const { outside, tell, stop } = request;
  const root = request.root ?? overrides.root ?? '/';
  const reach = request.root === undefined ? (overrides.reach ?? request.reach) : request.reach;
  const files = localFiles({ root, outside });
  const containers = lazyContainers({ files, ownMachine: root === '/', ...placesOf(root, overrides) });
  const hostname = await hostnameOf(root, files);
  const serviceAccount = root === '/' ? overrides.serviceAccount : undefined;
  const clock = systemClock(stop);
  const api = lazyApi(files, serviceAccount);
  return {
    hostname,
    version: request.version,
    reach,
    files,
    store: (runId) => localStore({ root, outside, folder: STATE_FOLDER, runId }),
    runs: runDirectory({ root, folder: STATE_FOLDER }),
    runNews: runNewsFile({ root, folder: STATE_FOLDER }),
    ...(serviceAccount !== undefined && { runsUnseen: true }),
    history: historyFile({ root, folder: STATE_FOLDER }),
    lock: lazyLock(root),
    containers,
    endpoints: lazyEndpoints(),
    firewall: lazyFirewall(root === '/'),
    api,
    etcd: lazyEtcd(files),
    coordination: lazyCoordination({ reach, files }),
    servingRequests: lazyServingRequests(files, serviceAccount),
    alerts: lazyAlerts,
    reports: lazyReports(files, serviceAccount),
    events: lazyEvents(files, serviceAccount),
    sentEvents: lazySentEvents(root, `${STATE_FOLDER}/events`),
    textfile: localTextfile({ root }),
    messengers: lazyMessengers({ hostname, files, clock }),
    notebook: lazyNotebook(root, `${STATE_FOLDER}/messages`),
    keys: systemKeys((path) => textAt(files, path)),
    clock,
    units: lazyUnits(root),
    witness: lazyWitness(files),
    tell,
  };
}

function placesOf(root: string, { runtimeSocket, procFolder }: Overrides) {
  return { runtimeSocket, procFolder: root === '/' ? procFolder : undefined };
}

/** What the cluster calls its Node is found out by looking. */
async function hostnameOf(root: string, files: Files): Promise<string> {
  if (root === '/') return ownHostname().toLowerCase();
  const own = await files.read('/etc/hostname');
  const name = own.kind === 'read' ? own.value.bytes.toString('utf8').trim().toLowerCase() : '';
  return /^[a-z0-9.-]{1,253}$/.test(name) ? name : 'this node';
}

function lazyLock(root: string): Lock {
  return {
    async acquire() {
      const { fileLock } = await import('../adapters/lock/file-lock.ts');
      return fileLock({ root, folder: STATE_FOLDER }).acquire();
    },
  };
}
