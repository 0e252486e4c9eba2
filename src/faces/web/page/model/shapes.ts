import type { Urgency } from './urgency.ts';

/** The shape of each state as an SVG path in a square of 16: no two look alike without their colours. */
export const shapes: Readonly<Record<Urgency, string>> = {
  critical: 'M5 1h6l4 4v6l-4 4H5l-4-4V5z',
  unknown: 'M8 1a7 7 0 1 1 0 14A7 7 0 0 1 8 1zm0 2a5 5 0 1 0 0 10A5 5 0 0 0 8 3z',
  warning: 'M8 1l7.5 14H.5z',
  due: 'M8 1l7 7-7 7-7-7z',
  fine: 'M3 8a5 5 0 1 1 10 0A5 5 0 0 1 3 8z',
};
