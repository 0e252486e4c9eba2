import { render } from 'preact';
import { Page } from './view/page.tsx';
import { languageFor } from './words/languages.ts';

/**
 * What the server wrote is painted before anything is drawn in its place: a program that is there at once would else keep the first
 * frame waiting. A page in a tab that nobody sees has no frames.
 */
function afterFirstPaint(begin: () => void): void {
  if (document.visibilityState === 'hidden') begin();
  else requestAnimationFrame(() => setTimeout(begin));
}

const asked = new URLSearchParams(location.search).get('lang');
const language = languageFor(asked === null ? navigator.languages : [asked]);
document.documentElement.lang = language;
const place = document.getElementById('page');
if (place !== null) {
  place.replaceChildren();
  afterFirstPaint(() => render(<Page language={language} />, place));
}
