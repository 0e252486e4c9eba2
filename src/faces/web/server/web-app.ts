import { type Context, Hono } from 'hono';
import { expositionFormat, expositionTypes } from '../../metrics/exposition.ts';
import { apiRoutes, notFound, notReady } from './api-routes.ts';
import { badgeSvg } from './badge.ts';
import { cached } from './cached.ts';
import { COOKIE, cookieFor, isSame } from './credentials.ts';
import type { Doorkeeper, Knock } from './doorkeeper.ts';
import { eventStream } from './event-stream.ts';
import { failureOf } from './failure.ts';
import { firstPage, styleSource } from './first-page.ts';
import { type LiveEvent, liveFeed } from './live-feed.ts';
import { overviewDocument } from './overview-document.ts';
import { problemResponse } from './problem.ts';
import { readerLanguage } from './reader-language.ts';
import { readinessProblem } from './readiness.ts';
import { seats } from './seats.ts';
import { streamOf } from './stream-of.ts';
import { contentPolicy, securityHeaders } from './security-headers.ts';
import type { Site } from './site.ts';

export interface Door {
  readonly keeper: Doorkeeper;
  readonly knockOf: (context: Context) => Knock;
  /** Ends the connection in the middle of its answer, so that nobody takes a part for the whole (RFC 9112 section 8). */
  readonly hangUp: (context: Context) => void;
  /** Aborted when the server is about to end. */
  readonly closing: AbortSignal;
}

/** Every answer of `perennial serve`. Nothing here changes anything. */
export function webApp(site: Site, door: Door): Hono {
  const app = new Hono();
  app.use(async (context, next) => {
    const entered = enteredWithToken(context, site);
    const refused = entered === undefined ? door.keeper(door.knockOf(context), site.now()) : undefined;
    if (entered !== undefined) context.res = entered;
    else if (refused === undefined) await next();
    else context.res = problemResponse(refused);
    for (const [name, value] of Object.entries(securityHeaders))
      if (!context.res.headers.has(name)) context.header(name, value);
  });
  app.notFound(() => notFound('there is nothing at this address'));
  app.onError((thrown, context) => {
    site.failed(failureOf(context.req.path, thrown));
    return problemResponse({ status: 500, code: 'internal', detail: 'this could not be answered' });
  });
  pageRoutes(app, site);
  feedRoutes(app, site, door);
  liveRoute(app, site, door);
  app.route('/api/v1', apiRoutes(site));
  return app;
}

/** `/?token=` once: the browser keeps a cookie, and the token stays in no history and no log of a proxy behind us. */
function enteredWithToken(context: Context, { access }: Site): Response | undefined {
  const { token } = access.credentials();
  const shown = context.req.path === '/' && context.req.method === 'GET' ? context.req.query('token') : undefined;
  if (token === undefined || shown === undefined || !isSame(shown, token)) return undefined;
  const cookie = `${COOKIE}=${cookieFor(token)}; HttpOnly; Secure; SameSite=Strict; Path=/; Max-Age=2592000`;
  return new Response(null, {
    status: 303,
    headers: { location: '/', 'set-cookie': cookie, 'cache-control': 'no-store' },
  });
}

function pageRoutes(app: Hono, site: Site): void {
  app.get('/', async (context) => {
    const assets = await site.assets();
    const language = readerLanguage(context.req.query('lang'), context.req.header('accept-language'));
    const overview = site.sights.seen()?.overview;
    return cached(context, firstPage(assets, { overview, language, now: site.now() }), 'text/html; charset=utf-8', {
      'content-security-policy': contentPolicy(styleSource(assets.style)),
      vary: 'accept-encoding, accept-language',
    });
  });
  app.get('/assets/page.js', async (context) =>
    cached(context, (await site.assets()).script, 'text/javascript; charset=utf-8'),
  );
}

/** What other programs subscribe to. */
function feedRoutes(app: Hono, site: Site, door: Door): void {
  const { sights, version, failed } = site;
  app.get('/metrics', async (context) => {
    const overview = sights.seen()?.overview;
    if (overview === undefined) return notReady();
    const format = expositionFormat(context.req.header('accept'));
    const headers = { 'content-type': expositionTypes[format], 'cache-control': 'no-store', vary: 'accept' };
    const parts = await site.metricsOf(overview, format);
    const brokenOff = (thrown: unknown) => {
      failed(failureOf('/metrics', thrown));
      door.hangUp(context);
    };
    return context.body(streamOf(parts, brokenOff), 200, headers);
  });
  const calendar = async (context: Context) => {
    const overview = sights.seen()?.overview;
    if (overview === undefined) return notReady();
    const { calendarText } = await import('../../calendar/calendar-text.ts');
    // Who subscribes is mostly a program with no language of its own.
    const language = readerLanguage(context.req.query('lang'), await site.configuredLanguage());
    const words = await site.translateInto(language);
    return cached(context, await calendarText(overview, { version, words }), 'text/calendar; charset=utf-8');
  };
  app.get('/calendar.ics', calendar);
  app.get('/calendar/:file{.+\\.ics}', async (context) => {
    const { token } = site.access.credentials();
    const shown = context.req.param('file').slice(0, -'.ics'.length);
    return token !== undefined && isSame(shown, token)
      ? await calendar(context)
      : notFound('there is no such calendar');
  });
  app.get('/badge.svg', (context) => {
    const isFresh = readinessProblem(site) === undefined;
    return cached(context, badgeSvg(isFresh ? sights.seen()?.overview : undefined), 'image/svg+xml');
  });
  app.get('/healthz', (context) => context.text('ok\n', 200, { 'cache-control': 'no-store' }));
  app.get('/readyz', (context) => {
    const problem = readinessProblem(site);
    if (problem !== undefined) return problemResponse({ status: 503, code: 'not-ready', detail: problem });
    return context.text('ok\n', 200, { 'cache-control': 'no-store' });
  });
}

function liveRoute(app: Hono, site: Site, door: Door): void {
  const feed = liveFeed(site);
  const room = seats({ all: 64, each: 16 });
  app.get('/api/v1/events', async (context) => {
    context.header('cache-control', 'no-store');
    // A stream that nobody reads would never end: its body is not made (RFC 9110 section 9.3.2).
    if (context.req.method === 'HEAD') return context.body(null, 200, { 'content-type': 'text/event-stream' });
    const language = readerLanguage(context.req.query('lang'), context.req.header('accept-language'));
    const translate = await site.translateInto(language);
    const ended = room.take(door.knockOf(context).address);
    if (ended === undefined)
      return problemResponse({
        status: 503,
        code: 'too-many-listeners',
        detail: 'too many pages are open already',
        retryAfterSeconds: 30,
      });
    const overview = site.sights.seen()?.overview;
    const dataOf = (event: LiveEvent) =>
      event.kind === 'run' ? event.data : JSON.stringify(overviewDocument(event.overview, site.source, translate));
    const first = overview === undefined ? undefined : ({ kind: 'overview', overview } as const);
    const failed = (thrown: unknown) => site.failed(failureOf(context.req.path, thrown));
    return eventStream(context, { feed, first, dataOf, ended, closing: door.closing, failed });
  });
}
