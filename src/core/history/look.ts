import type { Instant } from '../instant.ts';
import type { Component } from '../names.ts';

/** What one look at the node saw of its certificates: a line of the history. Holds no secret. */
export interface Look {
  readonly at: Instant;
  /** Static pods by component, from their manifests. */
  readonly components: Readonly<Partial<Record<Component, SeenComponent>>>;
  /** Names of the backups that upgrades by kubeadm left: one more is one more upgrade, whatever its version. */
  readonly upgrades: readonly string[];
  /** kubeadm's and the kubelet's, those that could be read, in the inventory's order. */
  readonly certificates: readonly SeenCertificate[];
}

export interface SeenComponent {
  /** Tag of its image. */
  readonly version: string;
  /** Digest of the manifest, shortened; empty where only its text was at hand. */
  readonly manifest: string;
}

export interface SeenCertificate {
  readonly name: string;
  readonly serial: string;
  readonly notBefore: Instant;
  readonly notAfter: Instant;
  /** The run of ours that brought it, as long as that run is known. */
  readonly run?: string;
}

/** Earlier looks, oldest first, and how many lines were none. */
export interface History {
  readonly looks: readonly Look[];
  readonly damaged: number;
}

/** The certificate of that name in a look. */
export function seenIn({ certificates }: Look, name: string): SeenCertificate | undefined {
  return certificates.find((one) => one.name === name);
}
