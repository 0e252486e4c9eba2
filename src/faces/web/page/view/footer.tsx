import { useSpeech } from './context.ts';

export function Footer() {
  const { language, words } = useSpeech();
  return (
    <footer>
      <p>{words.readOnly}</p>
      <nav aria-label="perennial">
        <a href={`/calendar.ics?lang=${language}`}>{words.calendar}</a> <a href="/metrics">{words.metrics}</a>{' '}
        <a href="/api/v1/openapi.json">{words.api}</a>
      </nav>
    </footer>
  );
}
