import { type ApiSchema, jsonSchemas } from './api-schemas.ts';

/** What `/api/v1/openapi.json` answers: OpenAPI 3.1, every route with every way it can end. */
export function openApiDocument(version: string) {
  return {
    openapi: '3.1.0',
    info: {
      title: 'perennial serve',
      version,
      summary: 'The certificates of kubeadm clusters, to be read',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    security: [{}, { token: [] }, { cookie: [] }],
    paths: Object.fromEntries(routes.map((route) => [route.path, { get: operation(route) }])),
    components: {
      schemas: jsonSchemas(),
      securitySchemes: {
        token: { type: 'http', scheme: 'bearer' },
        cookie: { type: 'apiKey', in: 'cookie', name: 'perennial' },
      },
    },
  };
}

export interface Route {
  readonly path: string;
  readonly summary: string;
  readonly answers: Readonly<Record<string, { readonly schema?: ApiSchema }>>;
  /** Beside those that any route may end with. */
  readonly problems: readonly number[];
  readonly query?: readonly string[];
  readonly inPath?: string;
  /** Whether a client that knows the answer is told that it is still so. */
  readonly mayBeUnchanged?: true;
  /** Whether a token in the query becomes a cookie, and the client comes again with it. */
  readonly mayRedirect?: true;
}

const JSON_TYPE = 'application/json';

/** Every address there is. */
export const routes: readonly Route[] = [
  { ...page('/', 'the page', 'text/html; charset=utf-8'), query: ['lang', 'token'], mayRedirect: true },
  page('/assets/page.js', 'its program', 'text/javascript; charset=utf-8'),
  json('/api/v1/overview', 'everything that was seen last', 'Overview', { problems: [503], query: ['lang'] }),
  {
    path: '/api/v1/certificates',
    summary: 'certificates that fit, the first to end first',
    answers: {
      [JSON_TYPE]: { schema: 'CertificateList' },
      'text/csv; charset=utf-8; header=present': {},
    },
    problems: [400, 503],
    query: ['cluster', 'node', 'name', 'status', 'q', 'urgency', 'from', 'before', 'format'],
  },
  json('/api/v1/runs', 'runs of this node, oldest first', 'RunList', { problems: [404] }),
  json('/api/v1/runs/{id}', 'one run, step by step', 'Run', { problems: [404], inPath: 'id' }),
  json('/api/v1/history/{certificate}', 'serials it had', 'History', { problems: [404], inPath: 'certificate' }),
  {
    path: '/api/v1/events',
    summary: 'server-sent events: overview when it changed, run while one is under way',
    answers: { 'text/event-stream': {} },
    problems: [503],
    query: ['lang'],
  },
  { path: '/api/v1/openapi.json', summary: 'this document', answers: { [JSON_TYPE]: {} }, problems: [] },
  {
    path: '/metrics',
    summary: 'for Prometheus',
    answers: {
      'text/plain; version=0.0.4; charset=utf-8': {},
      'application/openmetrics-text; version=1.0.0; charset=utf-8': {},
    },
    problems: [503],
  },
  {
    ...page('/calendar.ics', 'windows, due dates and ends', 'text/calendar; charset=utf-8'),
    problems: [503],
    query: ['lang'],
  },
  {
    ...page('/calendar/{token}.ics', 'the same, for programs that can show no token', 'text/calendar; charset=utf-8'),
    problems: [404, 503],
    inPath: 'token',
    query: ['lang'],
  },
  page('/badge.svg', 'verdict and first end', 'image/svg+xml'),
  { path: '/healthz', summary: 'whether it answers', answers: { 'text/plain; charset=UTF-8': {} }, problems: [] },
  { path: '/readyz', summary: 'whether it sees', answers: { 'text/plain; charset=UTF-8': {} }, problems: [503] },
];

function page(path: string, summary: string, type: string): Route {
  return { path, summary, answers: { [type]: {} }, problems: [], mayBeUnchanged: true };
}

function json(
  path: string,
  summary: string,
  schema: ApiSchema,
  more: Pick<Route, 'problems' | 'query' | 'inPath'>,
): Route {
  return { path, summary, answers: { [JSON_TYPE]: { schema } }, ...more };
}

function operation({ path, summary, answers, problems, query = [], inPath, mayBeUnchanged, mayRedirect }: Route) {
  const ends = [...new Set([...problems, 401, 405, 413, 414, 421, 429, 500])].toSorted((one, other) => one - other);
  return {
    operationId: path.replaceAll(/[^a-z0-9]+/g, '-').replaceAll(/^-|-$/g, '') || 'page',
    summary,
    parameters: [
      ...query.map((name) => ({ name, in: 'query', schema: queryForms[name] ?? { type: 'string' } })),
      ...(inPath === undefined ? [] : [{ name: inPath, in: 'path', required: true, schema: { type: 'string' } }]),
    ],
    responses: {
      200: {
        description: summary,
        content: Object.fromEntries(
          Object.entries(answers).map(([type, { schema }]) => [
            type,
            schema === undefined ? {} : { schema: refTo(schema) },
          ]),
        ),
      },
      ...(mayRedirect === true && { 303: { description: 'the token is in a cookie now: come again without it' } }),
      ...(mayBeUnchanged === true && { 304: { description: 'it is still what the client has' } }),
      ...Object.fromEntries(ends.map((status) => [status, problem])),
    },
  };
}

const moment = {
  description: 'epoch milliseconds, or RFC 3339; empty, as a form sends what was not filled in: none',
  anyOf: [
    { type: 'integer', minimum: 0, maximum: 999_999_999_999_999 },
    { type: 'string', format: 'date' },
    { type: 'string', format: 'date-time' },
    { type: 'string', maxLength: 0 },
  ],
};

const queryForms: Readonly<Record<string, object>> = {
  q: { type: 'string', description: 'words that all have to occur' },
  urgency: { type: 'string', description: 'critical, unknown, warning, due or fine' },
  from: moment,
  before: moment,
  format: { type: 'string', enum: ['json', 'csv', ''] },
  token: { type: 'string', description: 'once, for a browser: a right one becomes a cookie' },
  lang: {
    type: 'string',
    description: 'a language tag (zh-Hant, en); otherwise by Accept-Language, of a calendar as it is configured',
  },
};

const refTo = (schema: ApiSchema) => ({ $ref: `#/components/schemas/${schema}` });

const problem = {
  description: 'a problem (RFC 9457)',
  content: { 'application/problem+json': { schema: refTo('Problem') } },
};
