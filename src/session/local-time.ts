/** Formats times for people, in the local time zone; programs get RFC 3339. */

const DAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** `Tue 24 Nov 2026, 02:29 UTC+1`: local time, with its zone. By hand, for Intl takes as long to load as all of Node. */
export function formatLocal(date: Date): string {
  return `${DAYS[date.getDay()] ?? ''} ${formatDay(date)}, ${minuteOf(date)}`;
}

/** `24 Nov, 02:29 UTC+1`: the same in less room, for a day that is near enough to be told by its date. */
export function formatNear(date: Date): string {
  return `${dayOfYear(date)}, ${minuteOf(date)}`;
}

/** `24 Nov 2026`: the local day. */
export function formatDay(date: Date): string {
  return `${dayOfYear(date)} ${date.getFullYear()}`;
}

function dayOfYear(date: Date): string {
  return `${date.getDate()} ${MONTHS[date.getMonth()] ?? ''}`;
}

function minuteOf(date: Date): string {
  return `${twoDigits(date.getHours())}:${twoDigits(date.getMinutes())} ${zone(-date.getTimezoneOffset())}`;
}

/** `UTC`, `UTC+1`, `UTC-3:30`. @param ahead minutes ahead of UTC */
function zone(ahead: number): string {
  if (ahead === 0) return 'UTC';
  const [hours, minutes] = [Math.floor(Math.abs(ahead) / 60), Math.abs(ahead) % 60];
  return `UTC${ahead > 0 ? '+' : '-'}${hours}${minutes > 0 ? `:${twoDigits(minutes)}` : ''}`;
}

function twoDigits(value: number): string {
  return String(value).padStart(2, '0');
}
