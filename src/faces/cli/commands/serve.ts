import { PerennialError } from '../../../core/errors.ts';
import { MINUTE, SECOND } from '../../../core/instant.ts';
import type { ServePolicy } from '../../../core/policy.ts';
import { type ReadBefore, folderOverview } from '../../../usecases/folder-overview.ts';
import { clusterOverviewNow, overviewNow } from '../../../usecases/overview-now.ts';
import { runSign } from '../../../usecases/run-sign.ts';
import { type Watch, watch } from '../../../usecases/watch.ts';
import { type Address, addressOf, urlOf } from '../../web/server/address.ts';
import { secretsNow } from '../../web/server/secrets.ts';
import { serving } from '../../web/server/serving.ts';
import { sightsBoard } from '../../web/server/sights.ts';
import type { Site } from '../../web/server/site.ts';
import type { Answer, Call } from '../answer.ts';
import { exitStatus } from '../exit-status.ts';
import { refuseWithoutApi } from '../refuse-without-api.ts';
import { siteOf } from '../serve-site.ts';

/** Stays, and shows what it sees to whoever may look. */
export async function serve(call: Call): Promise<Answer> {
  const address = addressOf(call.given.listen ?? '127.0.0.1:9790');
  const source = sourceOf(call);
  const [world, request] = [await call.world(), await call.observing()];
  refuseOpenDoor(address, request.policy.serve);
  const sights = sightsBoard();
  let secrets = await secretsNow(world.files, request.policy.serve);
  const access = { loopbackOnly: address.isLoopback, credentials: () => secrets.credentials };
  const server = await serving(siteOf(call, { source, sights, access }), { address, tls: secrets.tls });
  call.print(`${urlOf({ ...address, port: server.port }, secrets.tls === undefined ? 'http' : 'https')}\n`);
  const look = watch({ ...lookingAt(source, call), clock: world.clock, tell: sights.tell });
  // Who asked for the end does not wait for a look under way: it changes nothing.
  await Promise.race([look, watchSecrets()]);
  await server.close();
  return { text: '', status: exitStatus.fine };

  /** A pair is renewed like any other, and a token is changed: neither needs a restart. What cannot be read leaves what was. */
  async function watchSecrets(): Promise<void> {
    while (!world.clock.stopRequested()) {
      await world.clock.idle(5 * SECOND);
      const found = await secretsNow(world.files, request.policy.serve).catch(() => secrets);
      const { tls } = found;
      if (tls !== undefined && JSON.stringify(tls) !== JSON.stringify(secrets.tls)) renewed(() => server.renewTls(tls));
      secrets = found;
    }
  }
}

/** A pair that does not match is one that is just being replaced. */
function renewed(renew: () => void): void {
  try {
    renew();
  } catch (thrown) {
    if (!(thrown instanceof Error)) throw thrown;
  }
}

function sourceOf(call: Call): Site['source'] {
  const { cluster, reports } = call.given;
  if (cluster === true && reports !== undefined)
    throw new PerennialError('usage', '--cluster asks the API server, and --reports reads a folder: give one of them');
  if (cluster === true) refuseWithoutApi(call, '--cluster');
  if (reports !== undefined) return 'reports';
  return cluster === true ? 'cluster' : 'node';
}

/** Whoever can reach another address than loopback is anybody. */
function refuseOpenDoor({ host, isLoopback }: Address, { tls, tokenFile, clientAuthority }: ServePolicy): void {
  if (isLoopback || (tls !== undefined && (tokenFile !== undefined || clientAuthority !== undefined))) return;
  throw new PerennialError('usage', `listening at ${host} would show this to everybody who can reach it`, {
    hint: 'configure serve: {tls: {certificate, key}, tokenFile or clientAuthority}, or listen at 127.0.0.1 and use ssh -L',
    next: 'perennial serve --listen 127.0.0.1:9790',
  });
}

function lookingAt(source: Site['source'], call: Call): Pick<Watch, 'look' | 'every' | 'sign'> {
  const fresh = async () => {
    const { world, observing } = call.afresh();
    return [await world(), await observing()] as const;
  };
  switch (source) {
    case 'node':
      return {
        every: MINUTE,
        look: async () => overviewNow(...(await fresh())),
        sign: async () => runSign((await call.world()).runs),
      };
    case 'cluster':
      return { every: 30 * SECOND, look: async () => clusterOverviewNow(...(await fresh())), sign: async () => '' };
    case 'reports':
      return { every: 10 * SECOND, look: folderLook(call), sign: async () => '' };
  }
}

function folderLook(call: Call): Watch['look'] {
  const before: ReadBefore = new Map();
  const folder = call.shell.wholePath(call.given.reports ?? '');
  return async () => folderOverview(call.machine.files, folder, (await call.world()).clock.now(), before);
}
