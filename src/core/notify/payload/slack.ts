import { limits, type Message } from '../message.ts';
import { jsonPost, type Post } from './post.ts';
import { senderOf } from './sender.ts';

/**
 * An incoming webhook (api.slack.com/messaging/webhooks): `text` is what a notification shows, the blocks what the channel does. A
 * header has at most 150 characters, a section 3,000. `plain_text` mentions nobody and links nothing.
 */
export function slackPost({ title, lines, node }: Message): Post {
  const header = { type: 'header', text: plain(`${title.slice(0, 147)}${title.length > 147 ? '...' : ''}`) };
  const body = lines.join('\n');
  const section = { type: 'section', text: plain(body.slice(0, MOST)) };
  const context = { type: 'context', elements: [plain(senderOf(node))] };
  return jsonPost({ text: escaped(title), blocks: [header, ...(body === '' ? [] : [section]), context] });
}

const MOST = Math.min(3000, limits.line * 10);

const plain = (text: string) => ({ type: 'plain_text', text, emoji: false });

/** api.slack.com/reference/surfaces/formatting#escaping: these three begin what Slack acts on. */
const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
