import { type Ask, type Route, status } from './answer.ts';

/** Events of the namespace `default`, one to a name, in memory: as long as this API server runs. */
export function eventRoutes(): readonly Route[] {
  const kept = new Map<string, unknown>();
  const path = /^[/]apis[/]events[.]k8s[.]io[/]v1[/]namespaces[/]default[/]events$/;
  const created = ({ body }: Ask) => {
    const { name } = (body as { readonly metadata: { readonly name: string } }).metadata;
    if (kept.has(name)) return status(409, 'AlreadyExists', `events "${name}" already exists`);
    kept.set(name, body);
    return { status: 201, body };
  };
  const listed = () => ({
    status: 200,
    body: { kind: 'EventList', apiVersion: 'events.k8s.io/v1', items: [...kept.values()] },
  });
  return [
    { method: 'POST', path, reply: created },
    { method: 'GET', path, reply: listed },
  ];
}
