import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { generatedDocs } from './generated-docs.ts';
import { repository } from './setup.mjs';

const docs = generatedDocs();

for (const findings of ['docs/findings', 'docs/zh-Hant/findings']) {
  mkdirSync(join(repository, findings), { recursive: true });
  for (const name of readdirSync(join(repository, findings))) {
    if (!docs.has(`${findings}/${name}`)) rmSync(join(repository, findings, name));
  }
}
for (const [path, text] of docs) {
  const target = join(repository, path);
  mkdirSync(dirname(target), { recursive: true });
  writeFileSync(target, text);
}
console.log(`docs: ${String(docs.size)} files are up to date`);
