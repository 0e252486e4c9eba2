/**
 * A length of time as kubectl and kubeadm from 1.31 write it: `2y327d`, `360d`, `7d23h`, `<invalid>` when it is over
 * (k8s.io/apimachinery pkg/util/duration, HumanDuration).
 */
export function humanDuration(seconds: number): string {
  const short = whatIsOver(seconds);
  if (short !== undefined) return short;
  const minutes = Math.floor(seconds / 60);
  const hours = Math.floor(minutes / 60);
  const days = Math.floor(hours / 24);
  if (seconds < 120) return `${seconds}s`;
  if (minutes < 10) return pair(minutes, 'm', seconds % 60, 's');
  if (hours < 3) return `${minutes}m`;
  if (hours < 8) return pair(hours, 'h', minutes % 60, 'm');
  if (hours < 48) return `${hours}h`;
  if (days < 8) return pair(days, 'd', hours % 24, 'h');
  if (days < 2 * 365) return `${days}d`;
  return days < 8 * 365 ? pair(Math.floor(days / 365), 'y', days % 365, 'd') : `${Math.floor(days / 365)}y`;
}

/** As kubeadm up to 1.30 writes it: one unit, rounded down (ShortHumanDuration). */
export function shortHumanDuration(seconds: number): string {
  const over = whatIsOver(seconds);
  if (over !== undefined) return over;
  if (seconds < 60) return `${seconds}s`;
  if (seconds < 3600) return `${Math.floor(seconds / 60)}m`;
  if (seconds < 24 * 3600) return `${Math.floor(seconds / 3600)}h`;
  const days = Math.floor(seconds / (24 * 3600));
  return days < 365 ? `${days}d` : `${Math.floor(days / 365)}y`;
}

/** A second is forgiven, for clocks differ. */
function whatIsOver(seconds: number): string | undefined {
  if (seconds < -1) return '<invalid>';
  return seconds < 0 ? '0s' : undefined;
}

const pair = (large: number, largeUnit: string, small: number, smallUnit: string): string =>
  small === 0 ? `${large}${largeUnit}` : `${large}${largeUnit}${small}${smallUnit}`;
