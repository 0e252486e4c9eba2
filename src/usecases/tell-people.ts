import { PerennialError } from '../core/errors.ts';
import { MINUTE } from '../core/instant.ts';
import { afterAttempt } from '../core/notify/attempt.ts';
import type { News } from '../core/notify/news.ts';
import { newsOf, newsOfFailure } from '../core/notify/news-of.ts';
import type { Entry, Notebook } from '../core/notify/notebook.ts';
import { emptyNotebook } from '../core/notify/notebook.ts';
import { nextEntry, withMessages } from '../core/notify/outbox.ts';
import type { NotifyPolicy, Receiver } from '../core/notify/receiver.ts';
import type { Said } from '../core/notify/said.ts';
import { asOf } from '../core/notify/set-back.ts';
import { savedNotebook } from '../core/notify/saved-notebook.ts';
import type { Overview } from '../core/overview/overview.ts';
import type { Policy } from '../core/policy.ts';
import type { HeldNotebook } from '../ports/messengers.ts';
import type { World } from '../ports/world.ts';
import { messengersSpeaking } from './messengers-speaking.ts';
import { tried } from './tried.ts';
import { ownNodeName } from './own-node-name.ts';

/** What a look saw, or why it failed. */
type Seen =
  | { readonly kind: 'looked'; readonly overview: Overview }
  | { readonly kind: 'failed'; readonly why: string };

/**
 * Tells people what is new, and what could not be told before. What is new is on disk before the first attempt; what cannot be
 * delivered now is tried again by the next look. Whether anything works is told, and decides nothing.
 */
export async function tellPeople(
  seen: Seen,
  { notify, language = 'en' }: Pick<Policy, 'notify' | 'language'>,
  world: World,
): Promise<void> {
  if (notify === undefined || world.reach === 'files') return;
  await withNotebook(world, async (held, notebook) => {
    const { messages, said } = await newsFrom(seen, notebook.said, notify, world);
    const filled = withMessages({ ...notebook, said }, messages, notify.receivers, world.clock.now());
    await save(held, filled);
    const messengers = messengersSpeaking(language, world.messengers);
    const left = await delivered(filled, notify.receivers, held, { ...world, messengers });
    tellOfLosses(notebook, left, world);
  });
}

/** Holds the notebook for as long as `work` takes. A failure is told, not thrown. */
async function withNotebook(
  world: Pick<World, 'notebook' | 'clock' | 'tell'>,
  work: (held: HeldNotebook, notebook: Notebook) => Promise<void>,
): Promise<void> {
  const { notebook, clock } = world;
  const holding = async (): Promise<void> => {
    const held = await notebook.hold();
    try {
      await work(held, asOf(clock.now(), notebookIn(await held.read())));
    } finally {
      await held.release();
    }
  };
  await tried(holding, (why) => ({ kind: 'not-told', why }), world);
}

const NOTEBOOK = '/var/lib/perennial/messages/notebook.json';

export function notebookIn(reading: Awaited<ReturnType<HeldNotebook['read']>>): Notebook {
  if (reading.kind === 'read') return savedNotebook(reading.value, NOTEBOOK);
  if (reading.kind !== 'unreadable') return emptyNotebook;
  throw new PerennialError('file-unreadable', `what was said before cannot be read: ${reading.detail}`, {
    file: NOTEBOOK,
  });
}

const save = (held: HeldNotebook, notebook: Notebook): Promise<void> => held.replace(JSON.stringify(notebook));

async function newsFrom(seen: Seen, said: Said, { digest, cluster }: NotifyPolicy, world: World): Promise<News> {
  if (seen.kind === 'looked') return newsOf(seen.overview, said, digest);
  const node = await ownNodeName(world);
  return newsOfFailure({ node, ...(cluster !== undefined && { cluster }) }, seen.why, world.clock.now(), said);
}

/** Attempts, with pauses between them, until nothing waits or the patience for one look is over. */
async function delivered(
  filled: Notebook,
  receivers: readonly Receiver[],
  held: HeldNotebook,
  world: World,
): Promise<Notebook> {
  const { clock, messengers } = world;
  const from = clock.now();
  const until = from + PATIENCE;
  const failing = new Set<string>();
  let notebook = filled;
  while (!clock.stopRequested()) {
    const now = clock.now();
    // A clock that was set back makes every pause too long: the next look tries again.
    if (now < from) break;
    const entry = nextEntry(notebook, now, failing);
    if (entry === undefined || entry.nextAt > until) break;
    if (entry.nextAt > now) {
      await clock.idle(entry.nextAt - now);
      continue;
    }
    const receiver = receivers.find(({ name }) => name === entry.receiver);
    const delivery = receiver === undefined ? gone(entry) : await messengers.deliver(entry.message, receiver);
    failing.delete(entry.receiver);
    if (delivery.kind === 'later') failing.add(entry.receiver);
    notebook = afterAttempt(notebook, entry, delivery, clock.now());
    // That an attempt failed may be forgotten: it is made again, no more.
    if (delivery.kind !== 'later') await save(held, notebook);
    if (clock.now() > until) break;
  }
  await save(held, notebook);
  return notebook;
}

/** A renewal never waits for people: messages come after it. */
const PATIENCE = 2 * MINUTE;

const gone = ({ receiver }: Entry) => ({ kind: 'refused', why: `there is no receiver ${receiver} any more` }) as const;

function tellOfLosses(before: Notebook, after: Notebook, { tell }: World): void {
  const lost = after.dropped - before.dropped;
  for (const { receiver, title, why } of after.lastDropped.slice(Math.max(0, after.lastDropped.length - lost)))
    tell({ kind: 'message-dropped', receiver, title, why });
  const [waiting] = after.outbox;
  if (waiting === undefined) return;
  const why = `${waiting.receiver}: ${waiting.why ?? 'not tried yet'}`;
  tell({ kind: 'messages-waiting', count: after.outbox.length, why });
}
