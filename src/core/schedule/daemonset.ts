import { stringify } from 'yaml';
import { rolesYaml } from '../cluster/roles-yaml.ts';
import type { Path } from '../names.ts';
import { daemonSet } from './daemonset-pod.ts';

/** What the manifests are made from. */
export interface InCluster {
  /** Text of config.yaml, as it is. */
  readonly config: string;
  readonly image: string;
}

/** One file of the Kustomize base. Holds no secret. */
export interface Manifest {
  readonly name: Path;
  readonly content: string;
}

/** Everything that runs `perennial agent --read-only` on each control-plane node, in the order in which it is applied. */
export function daemonSetManifests(wanted: InCluster): readonly Manifest[] {
  return [
    { name: 'namespace.yaml', content: namespace },
    { name: 'service-account.yaml', content: serviceAccount },
    { name: 'rbac.yaml', content: rbac },
    { name: 'config.yaml', content: configMap(wanted.config) },
    { name: 'daemonset.yaml', content: daemonSet(wanted.image) },
  ];
}

/** Nothing more than when to look, which is what no configuration means too. */
export const PLAIN_CONFIG = '# docs/configuration.md says what may stand here.\nlook: daily\n';

const namespace = `apiVersion: v1
kind: Namespace
metadata:
  name: perennial-system
  labels:
    app.kubernetes.io/name: perennial
    # Files of the host, its network and root are forbidden by the other two levels of Pod Security.
    pod-security.kubernetes.io/enforce: privileged
    pod-security.kubernetes.io/audit: restricted
    pod-security.kubernetes.io/warn: restricted
`;

const serviceAccount = `apiVersion: v1
kind: ServiceAccount
metadata:
  name: perennial
  namespace: perennial-system
  labels:
    app.kubernetes.io/name: perennial
`;

/** What a look asks the API server and its report writes there. Nothing here reads a secret. */
const rbac = rolesYaml(['look', 'report'], {
  kind: 'ServiceAccount',
  name: 'perennial',
  namespace: 'perennial-system',
});

function configMap(config: string): string {
  return stringify(
    {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: {
        name: 'perennial',
        namespace: 'perennial-system',
        labels: { 'app.kubernetes.io/name': 'perennial' },
      },
      data: { 'config.yaml': config },
    },
    // In a block a line of blanks alone may count as indentation, and be lost (YAML 1.2.2, 8.1.1.1).
    { lineWidth: 0, blockQuote: !/^ +$/m.test(config) },
  );
}
