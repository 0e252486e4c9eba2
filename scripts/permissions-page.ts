import { type Permission, permissions, type Purpose, purposes } from '../src/core/cluster/permissions.ts';
import { rolesYaml } from '../src/core/cluster/roles-yaml.ts';

const about: Readonly<Record<Purpose, string>> = {
  look: '`check`, `check --cluster`, `status --cluster`, `agent --read-only`',
  report: '`check --publish`, `agent`, `run`, and the end of every run',
  renew: '`run`, `renew`, `restart`, `apply`, `resume`, `rollback`, `kubeconfig`',
  approve: '`approve-csrs`, and `run` with `approveKubeletServing`',
};

/** docs/permissions.md: every call to an API server, from the one table there is. */
export function permissionsPage(): string {
  const sections = purposes.map((purpose) => {
    const rows = permissions.filter((one) => one.purpose === purpose).map(rowOf);
    return [`## ${purpose}: ${about[purpose]}`, [...heading, ...rows].join('\n')].join('\n\n');
  });
  const subject = { kind: 'ServiceAccount', name: 'perennial', namespace: 'perennial-system' } as const;
  return `${[lead, ...sections, '## As roles', afterwards, `\`\`\`yaml\n${rolesYaml(purposes, subject)}\`\`\``].join('\n\n')}\n`;
}

const heading = ['| what | verbs | where | why |', '| --- | --- | --- | --- |'];

function rowOf(permission: Permission): string {
  const { verbs, why } = permission;
  const what =
    permission.kind === 'path'
      ? permission.paths.join(', ')
      : `${permission.resource}${permission.names === undefined ? '' : ` (${permission.names.join(', ')})`}`;
  const where = permission.kind === 'path' ? 'API server' : (permission.namespace ?? 'cluster');
  return `| ${what} | ${verbs.join(', ')} | ${where} | ${why} |`;
}

const lead = `# What perennial asks of the API server

Everything else is done with files, ports and the runtime's socket of the node. On a node perennial uses admin.conf, which may do
anything; this is what it does with it, so that another credential can be made that may do no more. Secrets are never asked for, and
private keys never leave their node. The list is made from \`src/core/cluster/permissions.ts\`, and \`test/cluster/reports.test.ts\`
renews a real control plane with exactly these roles: none of its requests is refused.`;

const afterwards = `With the namespace perennial-system made beforehand. For one that only looks and reports these are without the rules of
\`renew\` and \`approve\`: \`deploy/kustomize/base/rbac.yaml\`, made from the same list; for one that answers no kubelets without those of
\`approve\`. RBAC cannot tie a node to its own report: whoever may report may
write the reports of other nodes, too, and so could stop the schedules of all (never an emergency), or hide that one is silent.`;
