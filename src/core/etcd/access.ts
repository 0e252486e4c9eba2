import type { Path } from '../names.ts';

/** Where this node's member of etcd is asked, and with which files. Holds paths, and so no secret. */
export interface EtcdAccess {
  readonly host: string;
  readonly port: number;
  readonly authorityPath: Path;
  readonly client: { readonly certificatePath: Path; readonly keyPath: Path };
}
