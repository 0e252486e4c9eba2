import type { Film, FilmLine, Span } from './film.ts';

/** A film as one SVG that moves by CSS alone, light or dark as its reader is. Who wants no motion sees its last screen. */
export function svgOf(film: Film): string {
  const { columns, rows, scrolls, seconds } = film;
  const [width, height] = [columns * CELL + 2 * MARGIN, rows * LINE + 2 * MARGIN];
  const groups = [...Map.groupBy(film.lines, ({ from, to }) => `${from.toFixed(1)} ${to?.toFixed(1) ?? ''}`).values()];
  const end = scrolls.at(-1)?.top ?? 0;
  return `${[
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="npm start: a throwaway control plane is looked at, renewed while it is used, and rolled back">`,
    `<style>${styles(seconds)}`,
    ...groups.map((lines, index) => showing(lines, index, seconds)),
    `@keyframes s{${scrolls.map(({ at, top }) => `${percent(at, seconds)}{transform:translateY(${-top * LINE}px)}`).join('')}}`,
    `.s{transform:translateY(${-end * LINE}px);animation-name:s}`,
    '@media (prefers-reduced-motion:reduce){g{animation-name:none!important}}</style>',
    `<rect width="${width}" height="${height}" rx="6"/>`,
    `<svg x="${MARGIN}" y="${MARGIN}" width="${width - 2 * MARGIN}" height="${rows * LINE}"><g class="s">`,
    ...groups.map((lines, index) => groupOf(lines, index)),
    '</g></svg></svg>',
  ].join('\n')}\n`;
}

/** In units of the picture; a letter of a monospaced font of 14 is about 8.4 wide. */
const CELL = 8.45;
const LINE = 18;
const MARGIN = 12;

function styles(seconds: number): string {
  return [
    `g{animation:${seconds.toFixed(1)}s step-end infinite}`,
    'text{font:14px ui-monospace,SFMono-Regular,Menlo,Consolas,"DejaVu Sans Mono",monospace;white-space:pre;fill:#1f2328}',
    'rect{fill:#f6f8fa}.b{font-weight:bold}.d{opacity:.65}',
    ...colors.map(([light], index) => `.c${index}{fill:${light}}`),
    '@media (prefers-color-scheme:dark){text{fill:#e6edf3}rect{fill:#0d1117}',
    ...colors.map(([, dark], index) => `.c${index}{fill:${dark}}`),
    '}',
  ].join('');
}

/** Black, red, green, yellow, blue, magenta, cyan, white, on light and on dark: each at least 4.5:1 (WCAG 2, 1.4.3). */
const colors: readonly (readonly [string, string])[] = [
  ['#1f2328', '#8b949e'],
  ['#b3152a', '#ff7b72'],
  ['#0f6b2c', '#56d364'],
  ['#7a4d00', '#e3b341'],
  ['#0550ae', '#79c0ff'],
  ['#8250df', '#d2a8ff'],
  ['#0b5e68', '#56d4dd'],
  ['#424a53', '#c9d1d9'],
];

function showing([first]: readonly FilmLine[], index: number, seconds: number): string {
  if (first === undefined) return '';
  const { from, to } = first;
  const begins = `0%{visibility:hidden}${percent(from, seconds)}{visibility:visible}`;
  const ends = to === undefined ? '' : `${percent(to, seconds)}{visibility:hidden}`;
  return `@keyframes v${index}{${begins}${ends}}.v${index}{animation-name:v${index}}`;
}

/** What something later replaced is hidden where nothing moves. */
function groupOf(lines: readonly FilmLine[], index: number): string {
  const hidden = lines[0]?.to === undefined ? '' : ' visibility="hidden"';
  const rows = lines.map(({ row, spans }) => `<text y="${row * LINE + 14}">${spans.map(spanMarkup).join('')}</text>`);
  return `<g class="v${index}"${hidden}>${rows.join('')}</g>`;
}

function spanMarkup({ text, bold, dim, color }: Span): string {
  const words = [bold && 'b', dim && 'd', color !== undefined && `c${color % 8}`].filter((word) => word !== false);
  return words.length === 0 ? escaped(text) : `<tspan class="${words.join(' ')}">${escaped(text)}</tspan>`;
}

const percent = (at: number, seconds: number): string => `${((at / seconds) * 100).toFixed(2)}%`;

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
