/** Shared by the tests of this folder: texts as the code under test takes them. */

/** Text as the bytes of a file, one character a byte. */
export function bytes(text: string): string {
  return Buffer.from(text, 'utf8').toString('latin1');
}

/** Lines, each with its LF. */
export function file(...lines: string[]): string {
  return lines.map((line) => `${line}\n`).join('');
}
