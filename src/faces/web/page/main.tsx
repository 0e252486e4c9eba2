import { render } from 'preact';
import { Page } from './view/page.tsx';
import { languageFor } from './words/languages.ts';

const asked = new URLSearchParams(location.search).get('lang');
const language = languageFor(asked === null ? navigator.languages : [asked]);
document.documentElement.lang = language;
const place = document.getElementById('page');
if (place !== null) {
  place.replaceChildren();
  render(<Page language={language} />, place);
}
