import {
  type DataQuery,
  type DataQueryRequest,
  type DataQueryResponse,
  DataSourceApi,
  type LegacyMetricFindQueryOptions,
  type MetricFindValue,
  type ScopedVars,
} from '@grafana/data';
import { sceneGraph, type SceneObject } from '@grafana/scenes';
import { type Answer, type Asked, framesOf } from './frames.ts';

interface PrometheusQuery extends DataQuery, Omit<Asked, 'refId'> {
  readonly expr: string;
  readonly instant?: boolean;
}

/** The Prometheus below this page's address, asked as Grafana's server asks it for its own data source. */
export class PrometheusSource extends DataSourceApi {
  override async query(request: DataQueryRequest): Promise<DataQueryResponse> {
    const frames = (request.targets as PrometheusQuery[]).map(async (target) => {
      const query = interpolated(target.expr, request.scopedVars);
      const answer = await (target.instant === true ? asItIs(query, request) : asItWas(query, request));
      return framesOf(answer, target);
    });
    return { data: (await Promise.all(frames)).flat() };
  }

  /** `label_values(metric, label)` */
  override async metricFindQuery(
    { query }: { readonly query: string },
    { scopedVars = {} }: LegacyMetricFindQueryOptions = {},
  ): Promise<MetricFindValue[]> {
    const [, metric, label] = /^label_values\((.+), *(\w+)\)$/.exec(query) ?? [];
    if (metric === undefined || label === undefined) throw new Error(`${query} is no question for values of a label`);
    const series = interpolated(metric, scopedVars);
    const values = await dataAt<readonly string[]>(`label/${label}/values`, { 'match[]': series });
    return values.map((text) => ({ text }));
  }

  override async testDatasource() {
    return { status: 'success', message: '' };
  }
}

const asItIs = (query: string, { range }: DataQueryRequest): Promise<Answer> =>
  dataAt('query', { query, time: range.to.unix() });

/** At whole steps counted from 1970 on. */
function asItWas(query: string, { range, intervalMs }: DataQueryRequest): Promise<Answer> {
  const step = Math.max(15, Math.round(intervalMs / 1000));
  const whole = (seconds: number) => Math.floor(seconds / step) * step;
  return dataAt('query_range', { query, start: whole(range.from.unix()), end: whole(range.to.unix()), step });
}

async function dataAt<T>(path: string, parameters: Readonly<Record<string, string | number>>): Promise<T> {
  const query = new URLSearchParams(Object.entries(parameters).map(([name, value]) => [name, String(value)]));
  const response = await fetch(`/prometheus/api/v1/${path}?${query.toString()}`);
  const answer = (await response.json()) as { readonly status: string; readonly error?: string; readonly data: T };
  if (answer.status !== 'success') throw new Error(`${path}: ${answer.error ?? 'no reason given'}`);
  return answer.data;
}

/** Several values of a variable become alternatives of a regular expression. */
function interpolated(expr: string, scopedVars: ScopedVars): string {
  const scene = scopedVars['__sceneObject']?.value as { valueOf(): SceneObject } | undefined;
  if (scene === undefined) throw new Error('nothing says whose variables are meant');
  return sceneGraph.interpolate(scene.valueOf(), expr, scopedVars, (value) =>
    Array.isArray(value) ? `(${value.map(literal).join('|')})` : literal(value),
  );
}

/** The backslash once for the regular expression, once for the string it stands in. */
const literal = (value: unknown) => String(value).replaceAll(/[\\^$.*+?()[\]{}|]/g, String.raw`\\$&`);
