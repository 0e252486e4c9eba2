import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import packageFacts from '../package.json' with { type: 'json' };
import { imageOf } from './image/image.ts';
import { digestOf } from './image/oci-archive.ts';
import { repository } from './setup.mjs';

// npm run image: dist/perennial-image.tar, from dist/perennial. -- --base OCI-LAYOUT puts it on a base that was pulled elsewhere,
// --reference NAME:TAG names it, --verify makes it again and fails where a byte differs.
const { values } = parseArgs({
  options: { base: { type: 'string' }, reference: { type: 'string' }, verify: { type: 'boolean', default: false } },
});
const executable = join(repository, 'dist/perennial');
if (!existsSync(executable)) throw new Error('there is no dist/perennial: npm run build makes it');

const { version } = packageFacts;
const request = {
  version,
  reference: values.reference ?? `localhost/perennial:${version}`,
  program: readFileSync(executable),
  ...(values.base !== undefined && { base: values.base }),
};
const image = imageOf(request);
writeFileSync(join(repository, 'dist/perennial-image.tar'), image);
console.log(
  `dist/perennial-image.tar  ${request.reference}  ${(image.length / 1e6).toFixed(1)} MB  ${digestOf(image)}`,
);
if (values.verify) {
  const same = digestOf(imageOf(request)) === digestOf(image);
  console.log(same ? 'made twice: bit for bit the same' : 'made twice: differs');
  process.exitCode = same ? 0 : 1;
}
