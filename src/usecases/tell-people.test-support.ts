import { finding, seenNode } from '../../test/overviews.ts';
import type { LifeOptions, MemoryNode } from '../adapters/memory/memory-node.ts';
import type { NotifyPolicy } from '../core/notify/receiver.ts';
import type { OverviewFinding } from '../core/overview/overview.ts';
import type { News } from '../ports/news.ts';
import { tellPeople } from './tell-people.ts';

export const receiver = (name: string, least: 'warning' | 'critical' = 'warning') =>
  ({ name, least, kind: 'slack', urlFile: `/${name}` }) as const;
export const notify: NotifyPolicy = { receivers: [receiver('team')], digest: 'never' };
export const later = { kind: 'later', why: 'team: status 500' } as const;

/** One look at a node with these findings wrong; what was told of the telling. */
export async function look(node: MemoryNode, codes: readonly string[], to = notify, life: LifeOptions = {}) {
  return lookAt(
    node,
    codes.map((code) => finding('apiserver', { code })),
    to,
    life,
  );
}

export async function lookAt(
  node: MemoryNode,
  findings: readonly OverviewFinding[],
  to = notify,
  life: LifeOptions = {},
) {
  const news: News[] = [];
  const { world } = node.live({ ...life, tell: (one) => void news.push(one) });
  const at = world.clock.now();
  const overview = { takenAt: at, nodes: [seenNode('cp-1', { takenAt: at, findings })] };
  await tellPeople({ kind: 'looked', overview }, { notify: to }, world);
  return news;
}

export const told = ({ machine }: MemoryNode): readonly string[] =>
  machine.told.map(({ receiver: to, message }) => `${to}: ${message.kind} ${message.code ?? ''}`);
