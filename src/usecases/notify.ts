import type { Delivery } from '../core/notify/delivery.ts';
import { composed } from '../core/notify/compose.ts';
import type { Notebook } from '../core/notify/notebook.ts';
import type { NotifyPolicy } from '../core/notify/receiver.ts';
import { placeOf } from '../core/overview/seen-nodes.ts';
import type { Language } from '../core/language/language.ts';
import type { World } from '../ports/world.ts';
import { messengersSpeaking } from './messengers-speaking.ts';
import { ownNodeName } from './own-node-name.ts';
import { notebookIn } from './tell-people.ts';

/** What came of a test message to one receiver. */
export interface Tested {
  readonly receiver: string;
  readonly delivery: Delivery;
}

/** Sends a test message to each of them, once, and past the outbox: what is asked is whether it works now. */
export async function testMessages(
  { receivers, cluster, language }: Omit<NotifyPolicy, 'digest'> & { readonly language: Language },
  world: World,
): Promise<readonly Tested[]> {
  const node = await ownNodeName(world);
  const place = { node, ...(cluster !== undefined && { cluster }) };
  const speaking = messengersSpeaking(language, world.messengers);
  const message = composed({
    kind: 'test',
    severity: 'info',
    key: `${node} test`,
    at: world.clock.now(),
    ...place,
    title: `test: a message of perennial on ${placeOf(place)}`,
    lines: ['Somebody typed perennial notify test. Nothing is wrong.'],
  });
  return await Promise.all(
    receivers.map(async (receiver) => ({
      receiver: receiver.name,
      delivery: await speaking.deliver(message, receiver),
    })),
  );
}

/** What was said, and what is on its way. Throws `lock-busy` while messages are being sent. */
export async function notebookNow({ notebook }: World): Promise<Notebook> {
  const held = await notebook.hold();
  try {
    return notebookIn(await held.read());
  } finally {
    await held.release();
  }
}
