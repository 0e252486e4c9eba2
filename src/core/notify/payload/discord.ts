import type { Message } from '../message.ts';
import { jsonPost, type Post } from './post.ts';
import { senderOf } from './sender.ts';

/**
 * Execute Webhook (discord.com/developers/docs/resources/webhook): an embed's title has at most 256 characters, its description 4,096.
 * `allowed_mentions` without any: nobody is pinged by what a certificate is called.
 */
export function discordPost({ title, lines, severity, node, at }: Message): Post {
  const embed = {
    title: markdownless(title).slice(0, 256),
    description: markdownless(lines.join('\n')).slice(0, 4096),
    color: colors[severity],
    timestamp: new Date(at).toISOString(),
    footer: { text: senderOf(node) },
  };
  return jsonPost({ username: 'perennial', embeds: [embed], allowed_mentions: { parse: [] } });
}

const colors: Readonly<Record<Message['severity'], number>> = {
  critical: 0xc6_28_28,
  unknown: 0x6a_1b_9a,
  warning: 0xef_6c_00,
  info: 0x2e_7d_32,
};

const markdownless = (text: string): string => text.replaceAll(/[*_`~|\\[\]]/g, String.raw`\$&`);
