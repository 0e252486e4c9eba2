import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { generatedDocs } from './generated-docs.ts';
import { repository } from './setup.mjs';

const findings = join(repository, 'docs', 'findings');
const docs = generatedDocs();

mkdirSync(findings, { recursive: true });
for (const name of readdirSync(findings)) {
  if (!docs.has(`docs/findings/${name}`)) rmSync(join(findings, name));
}
for (const [path, text] of docs) {
  const target = join(repository, path);
  mkdirSync(dirname(target), { recursive: true });
  writeFileSync(target, text);
}
console.log(`docs: ${String(docs.size)} files are up to date`);
