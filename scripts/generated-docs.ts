import packageFacts from '../package.json' with { type: 'json' };
import { findingCodes } from '../src/core/check/explain/explain.ts';
import { errorCodes } from '../src/core/errors/explain.ts';
import { configJsonSchema } from '../src/core/config/schema.ts';
import { daemonSetManifests, PLAIN_CONFIG } from '../src/core/schedule/daemonset.ts';
import { chineseErrorPages } from '../src/core/errors/chinese.ts';
import {
  errorExplanationMarkdown,
  errorIndexMarkdown,
  type ErrorPages,
} from '../src/faces/report/error-explanation-markdown.ts';
import { metricsPage } from './metrics-page.ts';
import { exitCodesPage } from './exit-codes-page.ts';
import { chinesePages } from '../src/core/check/explain/chinese.ts';
import { translated } from '../src/core/language/translated.ts';
import { explanationIndexMarkdown, explanationMarkdown, type Pages } from '../src/faces/report/explanation-markdown.ts';
import { permissionsPage } from './permissions-page.ts';

/** Folders of generated pages alone: any other file in them is left over. */
export const generatedFolders = [
  'docs/findings',
  'docs/errors',
  'docs/zh-Hant/findings',
  'docs/zh-Hant/errors',
] as const;

/** The files under docs/ and deploy/ that are made from the source: path from the repository's root, and text. */
export function generatedDocs(): ReadonlyMap<string, string> {
  const image = `localhost/perennial:${packageFacts.version}`;
  const manifests = daemonSetManifests({ config: PLAIN_CONFIG, image });
  return new Map([
    ['docs/config.schema.json', `${JSON.stringify(configJsonSchema(), undefined, 2)}\n`],
    ['docs/permissions.md', permissionsPage()],
    ['docs/metrics.md', metricsPage()],
    ['docs/exit-codes.md', exitCodesPage()],
    ['docs/findings/README.md', explanationIndexMarkdown()],
    ['docs/errors/README.md', errorIndexMarkdown()],
    ...manifests.map(({ name, content }) => [`deploy/kustomize/base/${name}`, `${madeNotice}${content}`] as const),
    ...manifests
      .filter(({ name }) => name === 'rbac.yaml')
      .map(
        ({ name, content }) =>
          [`deploy/helm/perennial/templates/${name}`, `${madeNotice}${templated(content)}`] as const,
      ),
    ...findingCodes.map((code) => [`docs/findings/${code}.md`, explanationMarkdown(code)] as const),
    ...errorCodes.map((code) => [`docs/errors/${code}.md`, errorExplanationMarkdown(code)] as const),
    ['docs/zh-Hant/findings/README.md', explanationIndexMarkdown(inChinese)],
    ...findingCodes.map((code) => [`docs/zh-Hant/findings/${code}.md`, explanationMarkdown(code, inChinese)] as const),
    ['docs/zh-Hant/errors/README.md', errorIndexMarkdown(errorsInChinese)],
    ...errorCodes.map(
      (code) => [`docs/zh-Hant/errors/${code}.md`, errorExplanationMarkdown(code, errorsInChinese)] as const,
    ),
  ]);
}

const words = (text: string): string => translated(text, 'zh-Hant');
const inChinese: Pages = { pages: chinesePages, words };
const errorsInChinese: ErrorPages = { pages: chineseErrorPages, words };

const madeNotice = '# Made from src/core/schedule/daemonset.ts by scripts/docs.ts.\n';

/** Labels and the service account's namespace are the release's; where the reports are is the same in every cluster. */
function templated(rbac: string): string {
  return rbac
    .replaceAll(/^ {4}app\.kubernetes\.io\/name: perennial$/gm, '    {{- include "perennial.labels" . | nindent 4 }}')
    .replaceAll(/^ {4}namespace: perennial-system$/gm, '    namespace: {{ .Release.Namespace }}');
}
