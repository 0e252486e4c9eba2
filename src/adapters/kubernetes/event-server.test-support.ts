import type { IncomingMessage } from 'node:http';
import type { Server } from 'node:https';

/** An Event as it was sent. */
export interface SentEvent {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace: string };
  readonly eventTime: string;
  readonly reportingController: string;
  readonly reportingInstance: string;
  readonly action: string;
  readonly reason: string;
  readonly regarding: { readonly kind: string; readonly name: string; readonly uid: string };
  readonly note: string;
  readonly type: string;
}

const PATH = '/apis/events.k8s.io/v1/namespaces/default/events';

/** What `ValidateEventCreate` refuses (kubernetes pkg/apis/core/validation/events.go), as 422; a name that is there, as 409. */
export function serveEvents(server: Server): Map<string, SentEvent> {
  const kept = new Map<string, SentEvent>();
  server.removeAllListeners('request').on('request', (request: IncomingMessage, response) => {
    void bodyOf(request).then((text) => {
      const answer = (status: number, message = ''): void =>
        void response.writeHead(status).end(JSON.stringify(status < 300 ? {} : { kind: 'Status', message }));
      if (`${request.method ?? ''} ${request.url ?? ''}` !== `POST ${PATH}`) return answer(404, 'not found');
      const event = JSON.parse(text) as SentEvent;
      const wrong = faultOf(event);
      if (wrong !== undefined) return answer(422, wrong);
      if (kept.has(event.metadata.name)) return answer(409, 'already exists');
      kept.set(event.metadata.name, event);
      answer(201);
    });
  });
  return kept;
}

function faultOf(event: SentEvent): string | undefined {
  const { metadata, regarding, reportingController, reportingInstance, action, reason, note, type } = event;
  const rules: readonly (readonly [string, boolean])[] = [
    ['apiVersion', event.apiVersion === 'events.k8s.io/v1' && event.kind === 'Event'],
    ['namespace', metadata.namespace === 'default'],
    ['name', metadata.name.length <= 253 && subdomain.test(metadata.name)],
    ['eventTime', /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/.test(event.eventTime)],
    ['reportingController', /^([-a-z0-9.]+\/)?[A-Za-z0-9][-A-Za-z0-9_.]{0,61}[A-Za-z0-9]$/.test(reportingController)],
    ['reportingInstance', isBetween(reportingInstance, 128)],
    ['action', isBetween(action, 128)],
    ['reason', isBetween(reason, 128)],
    ['note', isBetween(note, 1024)],
    ['type', ['Normal', 'Warning'].includes(type)],
    ['regarding', regarding.kind === 'Node' && regarding.name !== ''],
  ];
  return rules.find(([, isKept]) => !isKept)?.[0];
}

const subdomain = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;
const isBetween = (text: string, most: number): boolean => text !== '' && Buffer.byteLength(text) <= most;

async function bodyOf(request: IncomingMessage): Promise<string> {
  const pieces: Buffer[] = [];
  for await (const piece of request as AsyncIterable<Buffer>) pieces.push(piece);
  return Buffer.concat(pieces).toString('utf8');
}
