import { rename } from 'node:fs/promises';
import { join } from 'node:path';
import { cached } from './cache.ts';
import { buildGo } from './go-build.ts';

const version = '3.6.16';

/** The path of etcd. One version serves every Kubernetes version here: kubeadm fixes only the image's tag. */
export async function builtEtcd(): Promise<string> {
  const folder = await cached({ name: `etcd-${version}`, recipe: { version, source } }, async (building) => {
    await buildGo(building, { goMod, source, packages: ['.'] });
    await rename(join(building, 'lab'), join(building, 'etcd'));
  });
  return join(folder, 'etcd');
}

const goMod = `module lab

go 1.25.0

require go.etcd.io/etcd/server/v3 v${version}
`;

// etcd's own main package is in a module without a published version; this is all it does.
const source = `package main

import (
	"os"

	"go.etcd.io/etcd/server/v3/etcdmain"
)

func main() { etcdmain.Main(os.Args) }
`;
