import type { Policy } from '../policy.ts';

/** Those certificates, with the names that they have. */
export function wishFor(kind: 'due' | 'all', policy: Policy): Wish {
  return { which: { kind }, sans: { add: {}, remove: {} }, policy };
}

/** What a person or a schedule wants renewed. */
export interface Wish {
  readonly which:
    | { readonly kind: 'due' }
    | { readonly kind: 'all' }
    | { readonly kind: 'named'; readonly names: readonly string[] };
  readonly sans: {
    readonly add: Readonly<Record<string, readonly string[]>>;
    readonly remove: Readonly<Record<string, readonly string[]>>;
  };
  readonly policy: Policy;
  /** Although etcd is not well: its gate is left out of the plan. */
  readonly despiteEtcd?: boolean;
}
