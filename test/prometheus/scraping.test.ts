import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { expositionFormat } from '../../src/faces/metrics/exposition.ts';
import { dashboard, substituted } from './dashboard-file.ts';
import { folder } from './rules-file.ts';
import { type Prometheus, runningPrometheus, type Series } from './running-prometheus.ts';
import { type Scraped, scraped, scrapingConfiguration } from './scraped.ts';
import { troubledNode } from './troubled-node.ts';

// A real Prometheus scrapes a real look at a node on which much is wrong, in both formats.

describe('Prometheus', () => {
  let prometheus: Prometheus;
  let target: Scraped;

  const ends: (() => void | Promise<void>)[] = [];

  before(async () => {
    const t = { after: (end: () => void | Promise<void>) => void ends.unshift(end) };
    const { overview, facts } = await troubledNode(Date.now());
    target = await scraped(t, overview, facts);
    prometheus = await runningPrometheus(
      t,
      scrapingConfiguration(target.address, join(folder, 'perennial.rules.yaml')),
    );
    await target.askedFor(4);
  });

  after(async () => {
    for (const end of ends) await end();
  });

  test('asks for OpenMetrics, and takes both formats', async () => {
    assert.match(target.answered.get('/metrics') ?? '', /^application\/openmetrics-text; version=1\.0\.0/);
    assert.match(target.answered.get('/text') ?? '', /^text\/plain; version=0\.0\.4/);
    assert.deepEqual(await byJob('up'), { openmetrics: 1, text: 1 });
  });

  test('takes as many samples from the one as from the other, with the same values', async () => {
    const { openmetrics, text } = await byJob('scrape_samples_scraped');
    assert(text !== undefined && text > 400);
    assert.equal(openmetrics, text);
    assert.deepEqual(await samplesOf('text'), await samplesOf('openmetrics'));
  });

  test('evaluates every rule without an error', async () => {
    const { groups } = (await prometheus.data('/api/v1/rules')) as {
      readonly groups: readonly { readonly rules: readonly { readonly name: string; readonly lastError?: string }[] }[];
    };
    const rules = groups.flatMap((group) => group.rules);
    assert(rules.length > 15);
    assert.deepEqual(
      rules.filter(({ lastError }) => lastError !== undefined),
      [],
    );
  });

  test('fires at once for a renewal that failed, with the command to type', async () => {
    const { alerts } = (await prometheus.data('/api/v1/alerts')) as { readonly alerts: readonly Alert[] };
    const failed = alerts.find(
      ({ labels, state }) => labels['alertname'] === 'PerennialRenewalFailed' && state === 'firing',
    );
    assert.equal(failed?.annotations['command'], 'perennial status');
    assert.equal(failed.annotations['summary'], 'A renewal on cp-1 failed');
    const names = new Set(alerts.map(({ labels }) => labels['alertname']));
    for (const name of [
      'PerennialJournalOpen',
      'PerennialCertificateNotInUse',
      'PerennialSourceDown',
      'PerennialCertificateExpiring',
    ])
      assert(names.has(name), `${name} is neither pending nor firing`);
  });

  for (const { title, type, targets = [], transformations = [] } of dashboard().panels) {
    for (const { expr } of targets) {
      test(`has what the panel ${JSON.stringify(title)} shows`, async () => {
        const series = await prometheus.query(substituted(expr));
        assert(series.length > 0, 'no data');
        assert(
          series.every(({ value }) => Number.isFinite(value)),
          'not a number',
        );
        if (type === 'stat') assert.equal(series.length, 1, 'a stat shows one number');
        assert.deepEqual(withoutData(transformations, series), []);
      });
    }
  }

  test('can say which client certificate ends first, on which node, in which file', async () => {
    const panel = dashboard().panels.find(({ title }) => title === 'Client certificates of the API server');
    const series = await prometheus.query(substituted(panel?.targets?.[0]?.expr ?? ''));
    const ofKubelet = series.filter(({ metric }) => metric['job'] === 'text').map(({ metric }) => metric);
    const found = ofKubelet.find(({ certificate }) => certificate === 'admin.conf');
    assert.equal(found?.['subject_cn'], 'kubernetes-admin');
    assert.equal(found['subject_o'], 'kubeadm:cluster-admins');
    assert.equal(found['path'], '/etc/kubernetes/admin.conf');
    assert.equal(found['instance'], 'cp-1');
    const names = ofKubelet.map(({ certificate }) => certificate);
    for (const client of ['controller-manager.conf', 'kubelet-client', 'scheduler.conf', 'super-admin.conf'])
      assert(names.includes(client), client);
    assert(!names.includes('apiserver') && !names.includes('ca') && !names.includes('etcd-server'));
  });

  // Of enix/x509-certificate-exporter 4.2: chart/grafana-dashboards (grafana.com 13922) and chart/templates/prometheusrule.yaml.
  const ofEnix = [
    'count(x509_cert_not_after)',
    'sum(((x509_cert_not_after - time()) / 86400) < bool 0)',
    'sum(0 < ((x509_cert_not_after - time()) / 86400) < bool 28)',
    'count(x509_cert_not_after{filepath!="",embedded_key!=""})',
    'count(x509_cert_not_after{filepath!="",embedded_key=""})',
    'sort(((x509_cert_not_after{filepath!=""} - time()) / 86400) < 7300)',
    'topk(10, sort_desc(count by (issuer_CN) (x509_cert_not_after)))',
    'bottomk(10, (x509_cert_not_after{filepath!=""} - x509_cert_not_before) / 86400)',
    '(x509_cert_not_after - time()) < (28 * 86400) and (x509_cert_not_after - time()) > 0',
    'x509_source_up == 0',
  ];
  for (const expr of ofEnix) {
    test(`answers what dashboards and rules for x509-certificate-exporter ask: ${expr}`, async () => {
      assert((await prometheus.query(expr)).length > 0);
    });
  }

  test('knows certificates by the labels of x509-certificate-exporter', async () => {
    const [admin] = await prometheus.query('x509_cert_not_after{job="text",filepath="/etc/kubernetes/admin.conf"}');
    const { metric = {} } = admin ?? {};
    assert.match(metric['serial_number'] ?? '', /^\d+$/);
    assert.deepEqual(
      [
        metric['subject_CN'],
        metric['subject_O'],
        metric['issuer_CN'],
        metric['filename'],
        metric['embedded_kind'],
        metric['embedded_key'],
      ],
      ['kubernetes-admin', 'kubeadm:cluster-admins', 'kubernetes', 'admin.conf', 'user', 'kubernetes-admin'],
    );
  });

  async function samplesOf(job: string): Promise<readonly string[]> {
    const series = await prometheus.query(`{__name__=~"perennial_.*|x509_.*",job="${job}"}`);
    return series.map(({ metric, value }) => `${JSON.stringify({ ...metric, job: '' })} ${String(value)}`).toSorted();
  }

  async function byJob(expr: string): Promise<Readonly<Record<string, number>>> {
    const series = await prometheus.query(expr);
    return Object.fromEntries(series.map(({ metric, value }) => [metric['job'] ?? '', value]));
  }
});

test('what Prometheus 2.42 sends as Accept is answered in OpenMetrics', () => {
  const accept =
    'application/openmetrics-text;version=1.0.0,application/openmetrics-text;version=0.0.1;q=0.75,text/plain;version=0.0.4;q=0.5,*/*;q=0.1';
  assert.equal(expositionFormat(accept), 'openmetrics');
});

interface Alert {
  readonly state: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
}

/** Columns of a table that no row fills. `node` and `cluster` are a fleet's. */
function withoutData(
  transformations: readonly { readonly options: { readonly renameByName: Readonly<Record<string, string>> } }[],
  series: readonly Series[],
) {
  const columns = transformations.flatMap(({ options }) => Object.keys(options.renameByName));
  return columns.filter(
    (name) => !['Value', 'node', 'cluster'].includes(name) && !series.some(({ metric }) => metric[name] !== undefined),
  );
}
