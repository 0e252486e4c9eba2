/** A recorded terminal: asciicast version 2 (docs.asciinema.org/manual/asciicast/v2), output alone. */
export interface Cast {
  readonly width: number;
  readonly height: number;
  readonly events: readonly CastEvent[];
}

export interface CastEvent {
  /** Seconds since the beginning. */
  readonly at: number;
  readonly text: string;
}

export function castText({ width, height, events }: Cast): string {
  const header = JSON.stringify({ version: 2, width, height, title: 'npm start' });
  return `${[header, ...events.map(({ at, text }) => JSON.stringify([at, 'o', text]))].join('\n')}\n`;
}

export function castIn(text: string): Cast {
  const [header = '{}', ...lines] = text.trimEnd().split('\n');
  const { width, height } = JSON.parse(header) as Pick<Cast, 'width' | 'height'>;
  const events = lines.map((line) => JSON.parse(line) as [number, string, string]);
  return { width, height, events: events.map(([at, , said]) => ({ at, text: said })) };
}

/** Events as somebody can follow them: no long waits, and time to read before each command. */
export function paced({ events, ...rest }: Cast): Cast {
  let [now, last] = [0, 0];
  const shown = events.map(({ at, text }) => {
    const pause = text.includes('$ perennial ') ? READING : 0;
    now += Math.min(at - last, LONGEST_WAIT) + pause;
    last = at;
    return { at: now, text };
  });
  return { ...rest, events: shown };
}

/** Seconds. */
const LONGEST_WAIT = 1.2;
const READING = 2.5;
