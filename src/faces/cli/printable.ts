/** Text from outside, safe to show: a control character is written out, so that no file name or argument steers the terminal. */
export function printable(text: string): string {
  return text.replace(controls, (found) => `\\x${found.charCodeAt(0).toString(16).padStart(2, '0')}`);
}

/** `printable`, on one line and not without end. */
export function shortened(text: string, longest = 200): string {
  const safe = printable(text.replace(/\s*\n\s*/g, ' '));
  return safe.length <= longest ? safe : `${safe.slice(0, longest - 3)}...`;
}

/** C0 without tab and line feed, DEL, C1, and the marks that reorder text (CVE-2021-42574). */
const controls = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g;
