import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { main } from '../../../src/main.ts';
import { scriptedTerminal } from '../../transcripts/scripted-terminal.ts';
import { configuration } from './configuration.ts';
import { type Kubeadm, kubeadmIn } from './kubeadm-binary.ts';

/** Where a node keeps kubeadm's configuration, as both programs are told. */
export const CONFIG = '/kubeadm.yaml';

/** A folder that stands for the root of a node, and the two programs working on it. */
export interface KubeadmNode {
  readonly root: string;
  readonly version: string;
  readonly config: string;
  readonly kubeadm: Kubeadm;
  readonly perennial: (...args: readonly string[]) => Promise<Said>;
}

export interface Said {
  readonly status: number;
  readonly out: string;
  readonly err: string;
}

/** A node without anything but its configuration, until `removed` is called on it. */
export function emptyNode(version: string, more: readonly string[] = []): KubeadmNode {
  const root = mkdtempSync(join(tmpdir(), 'perennial-kubeadm-'));
  mkdirSync(join(root, 'etc'));
  return nodeIn(root, version, more);
}

/** A copy of what is in the node's folder, configured otherwise where that is said, until the test ends. */
export function copiedNode(context: TestContext, node: KubeadmNode, more?: readonly string[]): KubeadmNode {
  const root = mkdtempSync(join(tmpdir(), 'perennial-kubeadm-'));
  context.after(() => rmSync(root, { recursive: true, force: true }));
  cpSync(node.root, root, { recursive: true });
  return more === undefined ? { ...node, ...programsIn(root, node.version) } : nodeIn(root, node.version, more);
}

export function removed({ root }: KubeadmNode): void {
  rmSync(root, { recursive: true, force: true });
}

function nodeIn(root: string, version: string, more: readonly string[]): KubeadmNode {
  const config = configuration(version, more);
  writeFileSync(join(root, CONFIG), config);
  return { version, config, ...programsIn(root, version) };
}

function programsIn(root: string, version: string): Pick<KubeadmNode, 'root' | 'kubeadm' | 'perennial'> {
  const kubeadm = kubeadmIn(root, version);
  return { root, kubeadm, perennial: (command = '', ...args) => perennialIn(root, [command, '--root', root, ...args]) };
}

/** The whole command line, in this process. */
async function perennialIn(root: string, argv: readonly string[]): Promise<Said> {
  const terminal = scriptedTerminal([], root);
  const status = await main(argv, { terminal });
  return { status, out: terminal.saidOnOut(), err: terminal.saidOnErr() };
}
