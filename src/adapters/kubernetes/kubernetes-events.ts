import { type ClusterEvent, limits } from '../../core/events/cluster-event.ts';
import type { Instant } from '../../core/instant.ts';
import type { Events } from '../../ports/events.ts';
import { apiClient } from './api-client.ts';
import type { ApiCredentials, ApiEndpoint } from './api-credentials.ts';
import { badAnswer } from './api-failure.ts';
import { firstToAnswer } from './first-to-answer.ts';

export interface KubernetesEventsOptions {
  readonly readKubeconfig: () => Promise<ApiCredentials>;
  /** API servers of the cluster, this node's own first: that it is down is what people must learn. */
  readonly endpoints: readonly ApiEndpoint[];
  readonly timeoutMilliseconds?: number;
}

/** Events of what has no namespace are in this one (kubernetes pkg/apis/core/validation/events.go). */
const PATH = '/apis/events.k8s.io/v1/namespaces/default/events';
const CONFLICT = 409;

export function kubernetesEvents({
  readKubeconfig,
  endpoints,
  timeoutMilliseconds = 5000,
}: KubernetesEventsOptions): Events {
  const ask = firstToAnswer(endpoints.map((endpoint) => apiClient({ readKubeconfig, endpoint, timeoutMilliseconds })));
  return {
    async post(event, at) {
      const body = { type: 'application/json', json: eventObject(event, at) };
      const response = await ask({ method: 'POST', path: PATH, body });
      if (![200, 201, CONFLICT].includes(response.status)) throw badAnswer(`POST ${PATH}`, response);
    },
  };
}

/** The Node's uid is its name, as kubelets have it: `kubectl describe node` looks for that (kubelet.go, `nodeRef`). */
function eventObject({ name, node, type, reason, action, note }: ClusterEvent, at: Instant) {
  return {
    apiVersion: 'events.k8s.io/v1',
    kind: 'Event',
    metadata: { name, namespace: 'default', labels: { 'app.kubernetes.io/name': 'perennial' } },
    // A MicroTime (meta/v1) has six digits.
    eventTime: new Date(at).toISOString().replace('Z', '000Z'),
    reportingController: 'perennial.dev/perennial',
    reportingInstance: `perennial-${node}`.slice(0, limits.instance),
    regarding: { kind: 'Node', name: node, uid: node },
    ...{ type, reason, action, note },
  };
}
