import type { PublishedReport } from '../../../core/cluster/node-report.ts';
import { REPORT_LABELS, REPORTS_NAMESPACE } from '../../../core/cluster/published-place.ts';
import { savedNodeReport } from '../../../core/cluster/saved-node-report.ts';
import { PerennialError } from '../../../core/errors.ts';
import type { NodeName } from '../../../core/names.ts';
import type { Reports } from '../../../ports/reports.ts';
import { apiClient } from '../api-client.ts';
import type { ApiCredentials, ApiEndpoint } from '../api-credentials.ts';
import { firstToAnswer } from '../first-to-answer.ts';
import { textOf } from '../json-fields.ts';
import { type ConfigMapStore, configMapStore, type Json } from './config-map-store.ts';

export interface KubernetesReportsOptions {
  readonly readKubeconfig: () => Promise<ApiCredentials>;
  /** API servers of the cluster, this node's own first: that it is down is what the others must learn. */
  readonly endpoints: readonly ApiEndpoint[];
  readonly timeoutMilliseconds?: number;
}

/** How often a write is tried again that somebody else was quicker with. */
const TRIES = 5;
const KEY = 'report.json';
const prefix = 'perennial-';
const nameOf = (node: NodeName): string => `${prefix}${node}`;

/** As ConfigMaps `perennial-<node>`, which everybody may read who may read the namespace: there is no secret in them. */
export function kubernetesReports(options: KubernetesReportsOptions): Reports {
  const { readKubeconfig, endpoints, timeoutMilliseconds = 5000 } = options;
  const clients = endpoints.map((endpoint) => apiClient({ readKubeconfig, endpoint, timeoutMilliseconds }));
  const store = configMapStore(firstToAnswer(clients), REPORTS_NAMESPACE);
  return {
    publish: (node, make) => published(node, make, store),
    async all() {
      const selector = Object.entries(REPORT_LABELS).map(([label, value]) => `${label}=${value}`);
      return (await store.list(selector.join(','))).flatMap(reportIn);
    },
  };
}

async function published(
  node: NodeName,
  make: Parameters<Reports['publish']>[1],
  store: ConfigMapStore,
): Promise<void> {
  for (let tries = 0; tries < TRIES; tries += 1) {
    const found = await store.find(nameOf(node));
    const before = found === undefined ? undefined : savedNodeReport(textOf(found, 'data', KEY), node);
    const report = make(before?.kind === 'read' ? before.value : undefined);
    const json = configMapOf(node, JSON.stringify(report), found);
    if (found === undefined ? await store.create(json) : await store.replace(nameOf(node), json)) return;
  }
  throw new PerennialError('api-unavailable', `somebody else writes the report of ${node} all the time`, {
    hint: `see who changes the ConfigMap ${nameOf(node)} in ${REPORTS_NAMESPACE}`,
  });
}

/** What others have added to its metadata stays; the labels, by which it is found, and the text are ours. */
function configMapOf(node: NodeName, text: string, found: Json | undefined): Json {
  const metadata = (found?.['metadata'] ?? {}) as Json;
  const labels = { ...(metadata['labels'] as Json | undefined), ...REPORT_LABELS };
  return {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { ...metadata, name: nameOf(node), namespace: REPORTS_NAMESPACE, labels },
    data: { [KEY]: text },
  };
}

function reportIn(configMap: unknown): readonly PublishedReport[] {
  const name = textOf(configMap, 'metadata', 'name');
  if (!name.startsWith(prefix)) return [];
  const node = name.slice(prefix.length);
  return [{ node, report: savedNodeReport(textOf(configMap, 'data', KEY), node) }];
}
