import type { Path } from '../../core/names.ts';
import type { Instant } from '../../core/instant.ts';
import type { Delivery } from '../../core/notify/delivery.ts';
import type { Message } from '../../core/notify/message.ts';
import { discordPost } from '../../core/notify/payload/discord.ts';
import { pagerdutyPost } from '../../core/notify/payload/pagerduty.ts';
import type { Post } from '../../core/notify/payload/post.ts';
import { slackPost } from '../../core/notify/payload/slack.ts';
import { teamsPost } from '../../core/notify/payload/teams.ts';
import { signatureOf, webhookPost } from '../../core/notify/payload/webhook.ts';
import type { HeartbeatPolicy, Receiver } from '../../core/notify/receiver.ts';
import { sent } from './post.ts';

export type WebhookReceiver = Exclude<Receiver, { kind: 'mail' }>;

export interface Secrets {
  /** The text of a file, without the line break at its end. Throws where it cannot be read, or where others can. */
  readonly secret: (path: Path) => Promise<string>;
  readonly now: () => Instant;
  readonly patience?: number;
}

/** Tells a chat program, a pager or a program of one's own. */
export async function webhookDelivery(message: Message, receiver: WebhookReceiver, from: Secrets): Promise<Delivery> {
  const { secret, patience } = from;
  const post = await postFor(message, receiver, from);
  if (post === undefined) return { kind: 'delivered' };
  const url = receiver.kind === 'pagerduty' ? receiver.url : await secret(receiver.urlFile);
  const ca = receiver.caFile === undefined ? {} : { ca: await secret(receiver.caFile) };
  const hasKeyInBody = receiver.kind === 'pagerduty';
  return await sent({ url, ...post, ...ca, hasKeyInBody, ...(patience !== undefined && { patience }) });
}

async function postFor(
  message: Message,
  receiver: WebhookReceiver,
  { secret, now }: Secrets,
): Promise<Post | undefined> {
  switch (receiver.kind) {
    case 'slack':
      return slackPost(message);
    case 'teams':
      return teamsPost(message);
    case 'discord':
      return discordPost(message);
    case 'pagerduty':
      return pagerdutyPost(message, await secret(receiver.keyFile));
    case 'webhook': {
      const post = webhookPost(message, receiver.template);
      if (receiver.secretFile === undefined) return post;
      const signature = signatureOf(post.body, await secret(receiver.secretFile), now());
      return { ...post, headers: { ...post.headers, 'perennial-signature': signature } };
    }
  }
}

/** A dead man's switch, as healthchecks.io, Dead Man's Snitch and Uptime Kuma have them: any request is a sign of life. */
export async function heartbeat(policy: HeartbeatPolicy, { secret, patience }: Secrets): Promise<Delivery> {
  const url = 'url' in policy ? policy.url : await secret(policy.urlFile);
  return await sent({ url, method: 'GET', ...(patience !== undefined && { patience }) });
}
