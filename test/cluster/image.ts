import { writeFile } from 'node:fs/promises';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import packageFacts from '../../package.json' with { type: 'json' };
import { imageOf } from '../../scripts/image/image.ts';

const dist = join(import.meta.dirname, '../../dist');

/** The real image, made from what npm run build made: where the archive is. */
export async function builtImage(): Promise<string> {
  const archive = join(dist, 'perennial-image.tar');
  const { version } = packageFacts;
  const program = readFileSync(join(dist, 'perennial'));
  await writeFile(archive, imageOf({ reference: `localhost/perennial:${version}`, version, program }));
  return archive;
}
