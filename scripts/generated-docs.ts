import { findingCodes } from '../src/core/check/explain/explain.ts';
import { configJsonSchema } from '../src/core/config/schema.ts';
import { explanationIndexMarkdown, explanationMarkdown } from '../src/faces/report/explanation-markdown.ts';
import { permissionsPage } from './permissions-page.ts';

/** The files under docs/ that are made from the source: path from the repository's root, and text. */
export function generatedDocs(): ReadonlyMap<string, string> {
  return new Map([
    ['docs/config.schema.json', `${JSON.stringify(configJsonSchema(), undefined, 2)}\n`],
    ['docs/permissions.md', permissionsPage()],
    ['docs/findings/README.md', explanationIndexMarkdown()],
    ...findingCodes.map((code) => [`docs/findings/${code}.md`, explanationMarkdown(code)] as const),
  ]);
}
