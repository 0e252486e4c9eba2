import { PerennialError } from '../core/errors.ts';
import { dueEvents } from '../core/events/due-events.ts';
import { sayingOfFailure, sayingsOf } from '../core/events/events-of.ts';
import { savedSentEvents, type SentEvents, sentEventsText } from '../core/events/sent-events.ts';
import type { NodeOverview } from '../core/overview/overview.ts';
import type { World } from '../ports/world.ts';
import { ownNodeName } from './own-node-name.ts';
import { tried } from './tried.ts';

/** What a look saw of this node, or why a call of the schedule failed. */
type Seen =
  | { readonly kind: 'looked'; readonly node: NodeOverview }
  | { readonly kind: 'failed'; readonly why: string };

/**
 * Says in the cluster, by Events about the Node, what came of a look. One that cannot be posted is told, decides nothing, and is
 * tried again by the next look; remembered is what was posted.
 */
export async function tellCluster(seen: Seen, world: World): Promise<void> {
  if (world.reach !== 'full') return;
  const now = world.clock.now();
  const sent = await sentBefore(world);
  const node = seen.kind === 'looked' ? seen.node.node : await ownNodeName(world);
  const sayings = seen.kind === 'looked' ? sayingsOf(seen.node, sent, now) : [sayingOfFailure(node, seen.why)];
  for (const { event, posted } of dueEvents(sayings, sent, { node, now })) {
    const { reason } = event;
    const posting = async (): Promise<void> => {
      await world.events.post(event, now);
      await remember({ ...(await sentBefore(world)), [reason]: posted }, world);
    };
    await tried(posting, (why) => ({ kind: 'event-not-posted', reason, why }), world);
  }
}

async function sentBefore({ sentEvents }: World): Promise<SentEvents> {
  const reading = await sentEvents.read();
  return reading.kind === 'read' ? savedSentEvents(reading.value) : {};
}

/** Where nothing can be written, as in a Pod, the name of an Event alone keeps it from being said again in its half hour. */
async function remember(sent: SentEvents, { sentEvents }: World): Promise<void> {
  try {
    await sentEvents.replace(sentEventsText(sent));
  } catch (thrown) {
    if (!(thrown instanceof PerennialError)) throw thrown;
  }
}
