/** Times for people's eyes; programs get RFC 3339. */

/** `Tue, 24 Nov 2026, 02:29 CET`: local time, with its zone. */
export function formatLocal(date: Date): string {
  return new Intl.DateTimeFormat('en-GB', {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    timeZoneName: 'short',
  }).format(date);
}
