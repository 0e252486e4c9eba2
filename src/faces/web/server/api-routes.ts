import { type Context, Hono } from 'hono';
import { certificatesCsv } from './csv.ts';
import { apiVersion, overviewDocument } from './overview-document.ts';
import { problemResponse } from './problem.ts';
import { listedCertificates, momentIn } from './query.ts';
import { readerLanguage } from './reader-language.ts';
import type { OwnNode, Site } from './site.ts';

/** `/api/v1`: JSON, or a problem document. */
export function apiRoutes(site: Site): Hono {
  const api = new Hono();
  api.use(async (context, next) => {
    await next();
    context.header('cache-control', 'no-store');
  });
  api.get('/overview', async (context) => {
    const overview = site.sights.seen()?.overview;
    if (overview === undefined) return notReady();
    const language = readerLanguage(context.req.query('lang'), context.req.header('accept-language'));
    context.header('vary', 'accept-language');
    return context.json(overviewDocument(overview, site.source, await site.translateInto(language)));
  });
  api.get('/certificates', (context) => certificates(context, site));
  api.get('/runs', async (context) => ownOr(site, async ({ runs }) => context.json(runsDocument(await runs()))));
  api.get('/runs/:id', async (context) =>
    ownOr(site, async ({ run }) => {
      const found = await run(context.req.param('id'));
      return found === undefined
        ? notFound('there is no such run')
        : context.json({ apiVersion, kind: 'Run', ...found });
    }),
  );
  api.get('/history/:certificate', async (context) =>
    ownOr(site, async ({ history }) =>
      context.json({ apiVersion, kind: 'History', ...(await history(context.req.param('certificate'))) }),
    ),
  );
  api.get('/openapi.json', async (context) => {
    const { openApiDocument } = await import('./openapi.ts');
    return context.json(openApiDocument(site.version));
  });
  return api;
}

export const notReady = (): Response =>
  problemResponse({ status: 503, code: 'not-ready', detail: 'nothing was seen yet', retryAfterSeconds: 5 });

export const notFound = (detail: string): Response => problemResponse({ status: 404, code: 'not-found', detail });

const otherNodes = 'runs and history are on each node: ask perennial serve there';

async function ownOr({ own }: Site, answer: (own: OwnNode) => Promise<Response>): Promise<Response> {
  return own === undefined ? notFound(otherNodes) : await answer(own);
}

function certificates(context: Context, { sights, source }: Site): Response {
  const overview = sights.seen()?.overview;
  if (overview === undefined) return notReady();
  const { before, from, format, ...named } = givenIn(context.req.query());
  const [earliest, latest] = [from, before].map((text) => (text === undefined ? undefined : momentIn(text)));
  if (before !== undefined && latest === undefined) return invalid('before is no date and no number of milliseconds');
  if (from !== undefined && earliest === undefined) return invalid('from is no date and no number of milliseconds');
  if (format !== undefined && format !== 'csv' && format !== 'json') return invalid('format is json or csv');
  const rows = listedCertificates(overview, { ...named, from: earliest, before: latest });
  const wantsCsv =
    format === 'csv' || (format === undefined && /^\s*text\/csv\b/i.test(context.req.header('accept') ?? ''));
  context.header('vary', 'accept');
  if (!wantsCsv)
    return context.json({
      apiVersion,
      kind: 'CertificateList',
      source: { kind: source },
      takenAt: overview.takenAt,
      certificates: rows,
    });
  return context.body(certificatesCsv(rows), 200, {
    'content-type': 'text/csv; charset=utf-8; header=present',
    'content-disposition': 'attachment; filename="certificates.csv"',
  });
}

/** A form sends what was left empty, too. */
const givenIn = (query: Readonly<Record<string, string>>): Readonly<Partial<Record<string, string>>> =>
  Object.fromEntries(Object.entries(query).filter(([, value]) => value !== ''));

const invalid = (detail: string): Response => problemResponse({ status: 400, code: 'query-invalid', detail });

function runsDocument(runs: Awaited<ReturnType<OwnNode['runs']>>) {
  const shown = ['id', 'intent', 'state', 'done', 'of', 'startedAt', 'endedAt', 'report', 'commands'];
  const items = runs.map((run) => Object.fromEntries(Object.entries(run).filter(([field]) => shown.includes(field))));
  return { apiVersion, kind: 'RunList', runs: items };
}
