import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { castText, paced } from './recording/cast.ts';
import { filmOf } from './recording/film.ts';
import { recorded } from './recording/recorded.ts';
import { svgOf } from './recording/svg.ts';
import { repository } from './setup.mjs';

// Records the demo anew: docs/images/demo.cast, and docs/images/demo.svg made of it.
const cast = recorded({ command: 'npm start', folder: repository, width: 146, height: 36 });
const images = join(repository, 'docs', 'images');
mkdirSync(images, { recursive: true });
writeFileSync(join(images, 'demo.cast'), castText(cast));
writeFileSync(join(images, 'demo.svg'), svgOf(await filmOf(paced(cast))));
