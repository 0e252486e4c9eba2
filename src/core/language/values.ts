/** Values that have a form of their own in Chinese: a list of names, a date as kubeadm writes it, a day with its name. Undefined for all others. */
export function valueSaid(text: string): string | undefined {
  return listed(text) ?? dated(text) ?? named(text);
}

/** `a, b and c`, of names alone: a path with such a word in it is left alone. */
function listed(text: string): string | undefined {
  if (!/^(?!\/)[^\s,;]+(?:, [^\s,;]+)* and [^\s,;]+$/.test(text)) return undefined;
  return text.replaceAll(', ', '、').replace(/ and (?=\S+$)/, ' 與 ');
}

/** `Dec 30, 2026 23:36 UTC`, or the day alone. */
function dated(text: string): string | undefined {
  const [, name = '', day = '', year = '', time = ''] =
    /^([A-Z][a-z]{2}) (\d\d), (\d{4})( \d\d:\d\d UTC)?$/.exec(text) ?? [];
  const month = months.indexOf(name) + 1;
  return month === 0 ? undefined : `${year}-${String(month).padStart(2, '0')}-${day}${time}`;
}

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** `Sat 2026-12-05 02:00`. */
function named(text: string): string | undefined {
  const [, name = '', moment = ''] = /^([A-Z][a-z]{2}) (\d{4}-\d\d-\d\d \d\d:\d\d)$/.exec(text) ?? [];
  const day = days.indexOf(name);
  return day === -1 ? undefined : `${moment}（週${'日一二三四五六'.charAt(day)}）`;
}

const days = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
