/** Enough codes for all logins of a run. The server accepts each of them once, at any time. */

export const CODES = { first: 100_000, count: 20_000 };

let next = CODES.first;

export function freshCode(): string {
  return String(next++);
}
