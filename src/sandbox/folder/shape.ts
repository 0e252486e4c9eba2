import type { Instant } from '../../core/instant.ts';
import type { KeyAlgorithm } from '../../core/x509/certificate.ts';
import type { SandboxPorts } from '../ports.ts';

/** What decides a sandbox's files. */
export interface Shape {
  readonly node: string;
  readonly ports: SandboxPorts;
  readonly algorithm: KeyAlgorithm;
  readonly now: Instant;
  /** When the eleven leaves end; before `now` for a control plane that has run out. */
  readonly leavesEnd: Instant;
  /** How long before that they were issued. */
  readonly leafLifetime: number;
}

/** A file below the sandbox's folder, by its path as the node sees it. */
export interface SandboxFile {
  readonly path: string;
  readonly content: string;
  readonly mode: number;
}

/** Kept by their owner alone. */
export const PRIVATE = 0o600;
export const PUBLIC = 0o644;

export const apiServerUrl = ({ ports }: Shape): string => `https://127.0.0.1:${ports.apiServer}`;
