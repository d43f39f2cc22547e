/**
 * Whether an address holds a password that was not percent-encoded: a `/`, `?` or `#` in it ends the host ahead of its time.
 * What looks like host and port is user and password then, and must not be shown.
 */
export function hasStrayPassword({ pathname, search, hash }: URL): boolean {
  return `${pathname}${search}${hash}`.includes('@');
}
