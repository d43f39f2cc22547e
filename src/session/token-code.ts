/** Parses the six digits of an authenticator. */

/**
 * The code as STS wants it, or nothing where the text is not six ASCII digits. Blanks go first: phones show
 * `123 456`. Digits of other scripts are not taken: STS would refuse them, and the code would be spent.
 */
export function parseTokenCode(text: string): string | undefined {
  const digits = text.replace(/[\s\ufeff]/g, '');
  return /^[0-9]{6}$/.test(digits) ? digits : undefined;
}

/** Whole seconds until an authenticator shows its next code (TOTP, RFC 6238: steps of 30 seconds). */
export function secondsToNextCode(now: Date): number {
  return 30 - (Math.floor(now.getTime() / 1000) % 30);
}
