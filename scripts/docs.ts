import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { generatedDocs, generatedFolders } from './generated-docs.ts';
import { repository } from './setup.mjs';

const docs = generatedDocs();

for (const folder of generatedFolders) {
  mkdirSync(join(repository, folder), { recursive: true });
  for (const name of readdirSync(join(repository, folder))) {
    if (!docs.has(`${folder}/${name}`)) rmSync(join(repository, folder, name));
  }
}
for (const [path, text] of docs) {
  const target = join(repository, path);
  mkdirSync(dirname(target), { recursive: true });
  writeFileSync(target, text);
}
console.log(`docs: ${String(docs.size)} files are up to date`);
