/** What a scrape of a node says, for each hour of so many days before `now` (seconds), as OpenMetrics with times. */
export function pastOf(
  scrapes: Readonly<Record<string, string>>,
  { metric, days, now }: { readonly metric: string; readonly days: number; readonly now: number },
): string {
  const hours = Array.from({ length: days * 24 - 1 }, (_, hour) => now - (days * 24 - hour) * 3600);
  const lines = Object.entries(scrapes).flatMap(([instance, text]) =>
    [...text.matchAll(new RegExp(`^${metric}\\{(.*)\\} (\\S+)$`, 'gm'))].flatMap(([, labels, value]) =>
      hours.map(
        (time) => `${metric}{${labels ?? ''},instance="${instance}",job="perennial"} ${value ?? ''} ${String(time)}`,
      ),
    ),
  );
  return [`# TYPE ${metric} gauge`, ...lines, '# EOF', ''].join('\n');
}
