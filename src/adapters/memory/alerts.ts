import { PerennialError } from '../../core/errors.ts';
import type { Alerts } from '../../ports/alerts.ts';
import type { Machine } from './machine.ts';

/** The same alerts at every address. */
export function memoryAlerts({ alerts }: Machine): Alerts {
  return {
    async firing(url) {
      if (alerts === undefined) throw new PerennialError('alerts-unreachable', `Prometheus at ${url} cannot be asked`);
      return alerts;
    },
  };
}
