/** What comes from files, AWS or a proxy, made harmless for a terminal. */

const HARMFUL = /[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/g;

/**
 * Control characters (C0 but for the line break, DEL, C1) and the marks that turn the direction of writing, each
 * shown as `�`: an escape sequence in a profile name or an error message must not move anybody's cursor.
 */
export function printable(text: string): string {
  return text.replace(HARMFUL, '\ufffd');
}

/** The same in JSON, where nothing is lost: each is written as its escape. */
export function printableJson(value: unknown): string {
  const escape = (character: string) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
  return JSON.stringify(value, undefined, 2).replace(HARMFUL, escape);
}
