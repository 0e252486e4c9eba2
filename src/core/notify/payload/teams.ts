import type { Message } from '../message.ts';
import { jsonPost, type Post } from './post.ts';
import { senderOf } from './sender.ts';

/**
 * A workflow "when a Teams webhook request is received": it takes an Adaptive Card, not the MessageCard of the connectors, which are
 * retired. At most 28 KB (learn.microsoft.com, "Create and send messages"); ours are a third of that.
 */
export function teamsPost({ title, lines, severity, node }: Message): Post {
  const heading = { ...text(title), weight: 'Bolder', size: 'Medium', color: colors[severity] };
  const content = {
    $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
    type: 'AdaptiveCard',
    version: '1.4',
    body: [heading, ...lines.map(text), { ...text(senderOf(node)), isSubtle: true, size: 'Small' }],
  };
  const attachment = { contentType: 'application/vnd.microsoft.card.adaptive', contentUrl: null, content };
  return jsonPost({ type: 'message', attachments: [attachment] });
}

const colors: Readonly<Record<Message['severity'], string>> = {
  critical: 'Attention',
  unknown: 'Warning',
  warning: 'Warning',
  info: 'Good',
};

/** A TextBlock understands some Markdown: what would be a link is not one. */
const text = (words: string) => ({
  type: 'TextBlock',
  text: words.replaceAll(/[[\]*_`]/g, String.raw`\$&`),
  wrap: true,
});
