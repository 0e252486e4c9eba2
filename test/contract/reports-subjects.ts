import type { TestContext } from 'node:test';
import { serveApi } from '../../src/adapters/kubernetes/api-server.test-support.ts';
import {
  configMapAnswers,
  type KeptConfigMaps,
} from '../../src/adapters/kubernetes/reports/config-maps.test-support.ts';
import { kubernetesReports } from '../../src/adapters/kubernetes/reports/kubernetes-reports.ts';
import type { Reports } from '../../src/ports/reports.ts';
import { controlPlane } from '../crash/node.ts';

/** A cluster in which nobody has ever reported, and hands beside the adapter. */
export interface ReportsSubject {
  readonly reports: Reports;
  /** Somebody writes this as the report of the node. */
  readonly write: (node: string, text: string) => void;
  /** The API server ends. */
  readonly end: () => Promise<void>;
}

export const reportsSubjects: readonly {
  readonly name: string;
  readonly make: (t: TestContext) => Promise<ReportsSubject>;
}[] = [
  { name: 'memory', make: memorySubject },
  { name: 'HTTPS', make: httpsSubject },
];

async function memorySubject(): Promise<ReportsSubject> {
  const node = controlPlane({ behaviour: { 'kube-apiserver': { comesBack: false } } });
  const { world } = node.live();
  return {
    reports: world.reports,
    write: (name, text) => void node.machine.reports.set(name, text),
    async end() {
      const running = await world.containers.running();
      await world.containers.stop(running.find(({ component }) => component === 'kube-apiserver')?.id ?? '', 0);
    },
  };
}

async function httpsSubject(t: TestContext): Promise<ReportsSubject> {
  const kept: KeptConfigMaps = { namespace: false, version: 7, objects: new Map() };
  const { port, credentials, server, cut } = await serveApi(t, {});
  server.removeAllListeners('request').on('request', configMapAnswers(kept));
  const endpoints = [{ host: '127.0.0.1', port }];
  return {
    reports: kubernetesReports({ readKubeconfig: async () => credentials, endpoints, timeoutMilliseconds: 2000 }),
    write(node, text) {
      kept.version += 1;
      const name = `perennial-${node}`;
      const before = kept.objects.get(name);
      const labels = { 'app.kubernetes.io/name': 'perennial', 'app.kubernetes.io/component': 'node-report' };
      const metadata = { labels, ...before?.metadata, name, resourceVersion: String(kept.version) };
      kept.namespace = true;
      kept.objects.set(name, { metadata, data: { 'report.json': text } });
    },
    async end() {
      server.close();
      cut();
    },
  };
}
