import type { FamilyRow } from '../src/faces/metrics/family.ts';
import { x509Families } from '../src/faces/metrics/families/x509.ts';
import { familyTable } from '../src/faces/metrics/metric-families.ts';

/** docs/metrics.md: every family, from the table that the code uses. */
export function metricsPage(): string {
  return `${[lead, '## Every metric', ...familyTable.map(section), '## Names of x509-certificate-exporter', compatible, ...x509Families.map(section), leftOut].join('\n\n')}\n`;
}

function section({ name, type, help, labels, absent }: FamilyRow): string {
  const rows = Object.entries(labels).map(([label, meaning]) => `| \`${label}\` | ${meaning} |`);
  const table = rows.length === 0 ? [] : ['| label | |\n| --- | --- |', ...rows].join('\n');
  const missing = absent === undefined ? [] : [`No sample ${absent}.`];
  return [`### \`${name}\``, `${help}. (${type})`, ...missing, ...(rows.length === 0 ? [] : [table])]
    .flat()
    .join('\n\n');
}

const lead = `# Metrics

The same metrics three ways, from one source: \`perennial metrics\` or \`perennial check -o prometheus\` on stdout, a file for the textfile
collector of node_exporter, and \`/metrics\` wherever perennial serves HTTP, as text 0.0.4 or OpenMetrics 1.0 by the \`Accept\` of who asks.

\`\`\`yaml
metrics:
  textfile: /var/lib/prometheus/node-exporter/perennial.prom  # Debian's folder; see --collector.textfile.directory
  compatibility: x509                                         # beside ours, the names of x509-certificate-exporter
\`\`\`

The file is written after every look of \`perennial run\` and \`perennial agent\`, and after every command that may have changed the node,
however that ended: whole, by rename, readable by everybody. Where it cannot be written that is told, and fails nothing. A unit that was
installed before \`metrics.textfile\` was configured may not write there: \`perennial schedule install\` again. A timer looks once a day; for
fresher figures call \`perennial metrics --textfile\` as often as you like, which finds the folder of the distribution by itself.

Times are absolute, in seconds since 1970: subtract \`time()\`. Of one node, samples have no label for it, because that is the target's.
Whoever answers for several nodes (\`check --cluster -o prometheus\`), or for a cluster with a name, adds \`node\` and \`cluster\`; scrape that
one with \`honor_labels: true\`. What could not be found out has no sample; it is never 0 for "well".

[deploy/prometheus/perennial.rules.yaml](../deploy/prometheus/perennial.rules.yaml) are alerts for them, each with a
[page](alerts/README.md) and the command to type in its annotation \`command\`. One name has several severities, so one inhibition is enough:

\`\`\`yaml
inhibit_rules:
  - source_matchers: [severity="critical"]
    target_matchers: [severity="warning"]
    equal: [alertname, instance, node, certificate]
\`\`\`

None of them blocks a schedule that asks this Prometheus (\`alerts\` in config.yaml): most of them end only when it renews.
[deploy/grafana/perennial.json](../deploy/grafana/perennial.json) is a dashboard for Grafana 10.3 and newer:

<picture>
  <source media="(prefers-color-scheme: dark)" srcset="images/dashboard-dark.png">
  <img src="images/dashboard-light.png" alt="The dashboard: how many nodes need something, the days each certificate has left, how that was in the last thirty days, and which client has which file" width="800">
</picture>

A test draws it, this picture too, with the libraries that Grafana 13 publishes of itself, from a real Prometheus that scrapes \`perennial serve\` on
three control planes; the server of Grafana has not been asked
([why](decisions/2026-11-29-the-dashboard-is-drawn-by-grafanas-libraries.md)). The [chart](in-cluster.md) has alerts and dashboard for a Prometheus
Operator and for the sidecar of Grafana's chart, and can have each Pod serve \`/metrics\`.

\`KubeClientCertificateExpiration\` says that some client's certificate ends soon. Which one, on which node, in which file:

\`\`\`
sort((perennial_certificate_not_after_timestamp_seconds - time())
  * on (job, instance, certificate, path) group_left (subject_cn, subject_o)
    perennial_certificate_info{authority="ca", usage!="server"})
\`\`\`

Series: 268 for a node with ten certificates, 7 for each further one that is in nobody's list; what they cost is in
[benchmarks.md](benchmarks.md).`;

const compatible = `With \`compatibility: x509\`. Names and labels are those of enix/x509-certificate-exporter 4, so that its Grafana dashboard (13922) and its
rules for expiry, beginning and sources work as they are; labels that are empty for files (\`secret_*\`, \`configmap_*\`, \`cabundle_*\`) are
left out, which is the same to Prometheus. Its counters of errors are missing.`;

const leftOut = `## Deliberately absent

Counters (\`renewals_total\`, \`rollbacks_total\`, \`source_errors_total\`): nobody stays to count, and what is kept of runs is pruned, so a
counter would fall, and every fall looks like a restart; gauges say the same without a lie. Whether the lock is held: whoever could look
takes it. Whether a cluster can be reached: a look that could not be made has no overview; \`perennial_node_reachable\` is of nodes. Certificates that components make in memory for themselves: \`perennial_findings\` has
\`loopback-expiring\` and \`own-serving-expiring\`.`;
