/** Codes for as many logins as a run may make: the server takes each once, whatever the time. */

export const CODES = { first: 100_000, count: 20_000 };

let next = CODES.first;

export function freshCode(): string {
  return String(next++);
}
