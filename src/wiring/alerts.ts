import type { Alerts } from '../ports/alerts.ts';

/** Loaded where the configuration names a Prometheus. */
export const lazyAlerts: Alerts = {
  async firing(url) {
    const { prometheusAlerts } = await import('../adapters/prometheus/alerts.ts');
    return prometheusAlerts().firing(url);
  },
};
