import type { Instant } from '../../core/instant.ts';

/** `Dec 30, 2026 23:36 UTC`, as kubeadm writes the end of a certificate. */
export function kubeadmDate(instant: Instant): string {
  const date = new Date(instant);
  const two = (part: number): string => String(part).padStart(2, '0');
  const day = `${months[date.getUTCMonth()]} ${two(date.getUTCDate())}, ${String(date.getUTCFullYear()).padStart(4, '0')}`;
  return `${day} ${two(date.getUTCHours())}:${two(date.getUTCMinutes())} UTC`;
}

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** RFC 3339 in whole seconds, as certificates have them: `2026-12-30T23:36:00Z`. */
export function secondsDate(instant: Instant): string {
  return new Date(instant).toISOString().replace(/\.\d+Z$/, 'Z');
}
