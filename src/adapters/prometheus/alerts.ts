import { PerennialError, reasonOf } from '../../core/errors.ts';
import type { FiringAlert } from '../../core/schedule/alerts.ts';
import type { Alerts } from '../../ports/alerts.ts';

const PATIENCE_MILLISECONDS = 10_000;
/** A Prometheus with thousands of firing alerts is no reason to read without end. */
const MOST_BYTES = 8 * 1024 * 1024;

/** Prometheus' HTTP API, `GET /api/v1/alerts` (prometheus.io/docs/prometheus/latest/querying/api/#alerts). */
export function prometheusAlerts(): Alerts {
  return {
    async firing(url) {
      try {
        const at = new URL('api/v1/alerts', url.endsWith('/') ? url : `${url}/`);
        const response = await fetch(at, {
          signal: AbortSignal.timeout(PATIENCE_MILLISECONDS),
          headers: { accept: 'application/json' },
        });
        if (!response.ok) throw new Error(`status ${String(response.status)}`);
        return firingIn(JSON.parse(await textOf(response)));
      } catch (thrown) {
        throw new PerennialError('alerts-unreachable', `Prometheus at ${url} cannot be asked: ${causeOf(thrown)}`, {
          hint: 'an alert that nobody can see must not be missed, so nothing is renewed but in an emergency',
          cause: thrown,
        });
      }
    },
  };
}

async function textOf({ body }: Response): Promise<string> {
  if (body === null) return '';
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body as AsyncIterable<Uint8Array>) {
    size += chunk.length;
    if (size > MOST_BYTES) throw new Error(`its answer is longer than ${String(MOST_BYTES)} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function firingIn(answer: unknown): readonly FiringAlert[] {
  const alerts = fieldOf(fieldOf(answer, 'data'), 'alerts');
  if (fieldOf(answer, 'status') !== 'success' || !Array.isArray(alerts))
    throw new Error('its answer is no list of alerts');
  return alerts.filter((alert) => fieldOf(alert, 'state') === 'firing').map((alert) => labelsOf(alert));
}

function labelsOf(alert: unknown): FiringAlert {
  const labels = fieldOf(alert, 'labels');
  if (typeof labels !== 'object' || labels === null) return {};
  return Object.fromEntries(
    Object.entries(labels).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  );
}

function fieldOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, name)
    ? (value as Readonly<Record<string, unknown>>)[name]
    : undefined;
}

/** fetch says "fetch failed", and why in its cause. */
function causeOf(thrown: unknown): string {
  const inner = thrown instanceof Error && thrown.cause !== undefined ? thrown.cause : thrown;
  return reasonOf(inner);
}
