import type { Instant } from '../instant.ts';
import type { AuthorityName, Digest, Path } from '../names.ts';

/** The file and the certificate in it: the new one's subject and names must be its, apart from `request.sanChanges`. */
export interface Predecessor {
  readonly path: Path;
  readonly digest: Digest;
  readonly serial: string;
  readonly notAfter: Instant;
}

export interface Signer {
  readonly authority: AuthorityName;
  readonly certificatePath: Path;
  readonly keyPath: Path;
  /** Which member of the bundle signs. */
  readonly fingerprint: string;
}

/** Names under which the run's store holds what was made. `keyAs` is absent when the key is reused. */
export type IssueTarget =
  | { readonly kind: 'pair'; readonly certificateAs: string; readonly keyAs?: string }
  | {
      readonly kind: 'kubeconfig';
      /** The kubeconfig; its certificate alone is there as `<as>.crt`. Every byte but the credential stays. */
      readonly as: string;
      /** The bundle that its certificate-authority-data becomes, whole. */
      readonly authorityPath: Path;
    }
  /** Certificate and key in one file, as the kubelet has its own; the certificate alone is there as `<as>.crt`. */
  | { readonly kind: 'combined'; readonly as: string };
