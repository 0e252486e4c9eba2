import type { Look } from '../../core/history/look.ts';
import { seenIn } from '../../core/history/look.ts';
import { history } from '../../usecases/history.ts';
import { newestProgress, runsProgress } from '../../usecases/run-progress.ts';
import { metricsText } from '../metrics/look-metrics.ts';
import { pageAssets } from '../web/page-assets.ts';
import type { CertificateHistory, OwnNode, Site } from '../web/server/site.ts';
import type { Call } from './answer.ts';

/** What the server is given of this call: what was seen, and on this node its runs and its history. */
export function siteOf(call: Call, { source, sights, access }: Pick<Site, 'source' | 'sights' | 'access'>): Site {
  let assets: ReturnType<typeof pageAssets> | undefined;
  return {
    source,
    sights,
    access,
    version: call.version,
    now: () => Date.now(),
    assets: () => (assets ??= pageAssets()),
    translateInto: async (language) => {
      if (language === 'en') return (text) => text;
      const { translated } = await import('../../core/language/translated.ts');
      return (text) => translated(text, language);
    },
    configuredLanguage: async () => (await call.observing()).policy.language,
    metricsOf: async (overview, format) => {
      const [world, { policy }] = [await call.world(), await call.observing()];
      return await metricsText(overview, { world, policy }, format);
    },
    ...(source === 'node' && { own: ownNode(call) }),
  };
}

function ownNode(call: Call): OwnNode {
  const runs = async () => runsProgress(await call.world());
  return {
    runs,
    run: async (id) => (await runs()).find((run) => run.id === id),
    newest: async () => newestProgress(await call.world()),
    history: async (certificate) => {
      const read = await history(await call.world());
      return historyOf(certificate, read.kind === 'read' ? read.value.looks : []);
    },
  };
}

/** Each serial once, as it was seen first. */
function historyOf(certificate: string, looks: readonly Look[]): CertificateHistory {
  const serials = new Map<string, CertificateHistory['serials'][number]>();
  for (const look of looks) {
    const seen = seenIn(look, certificate);
    if (seen === undefined || serials.has(seen.serial)) continue;
    const { serial, notBefore, notAfter, run } = seen;
    serials.set(serial, { serial, notBefore, notAfter, firstSeenAt: look.at, ...(run !== undefined && { run }) });
  }
  return { certificate, serials: [...serials.values()] };
}
