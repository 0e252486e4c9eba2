import { explanationOf, findingCodes } from '../../core/check/explain/explain.ts';
import { errorCodes, errorExplanationOf } from '../../core/errors/explain.ts';

/** What `explain` has a page for. Where a finding and an error share a code, the title is the finding's. */
export const pageTitles: readonly { readonly code: string; readonly title: string }[] = [
  ...findingCodes.map((code) => ({ code, title: explanationOf(code).title })),
  ...errorCodes
    .filter((code) => !findingCodes.some((finding) => finding === code))
    .map((code) => ({ code, title: errorExplanationOf(code).title })),
];
