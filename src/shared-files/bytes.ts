/**
 * Converts between bytes and text. A file is kept as latin1, one character a byte, so that everything that is not
 * edited is written back unchanged, UTF-8 or not.
 */

const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const lenient = new TextDecoder('utf-8', { ignoreBOM: true });
const encoder = new TextEncoder();

/** Whether bytes and words are the same. */
export function isAscii(bytes: string): boolean {
  return !/[\x80-\xff]/.test(bytes);
}

/** The words, or nothing where the bytes are not UTF-8. */
export function decodeStrictly(bytes: string): string | undefined {
  try {
    return strict.decode(octets(bytes));
  } catch {
    return undefined;
  }
}

/** The words, with U+FFFD for what is not UTF-8, as Node reads a file. */
export function decodeLeniently(bytes: string): string {
  return isAscii(bytes) ? bytes : lenient.decode(octets(bytes));
}

/** Words as the bytes of a file. */
export function encode(text: string): string {
  return Array.from(encoder.encode(text), (octet) => String.fromCharCode(octet)).join('');
}

function octets(bytes: string): Uint8Array {
  // A loop, since `Uint8Array.from` takes a second for a line of some megabytes.
  const result = new Uint8Array(bytes.length);
  for (let at = 0; at < bytes.length; at++) result[at] = bytes.charCodeAt(at);
  return result;
}

/**
 * White space as Python's `str.strip` has it, since that decides what the AWS CLI reads. JavaScript's `trim` differs:
 * it takes U+FEFF, and leaves U+001C to U+001F and U+0085.
 */
const BEYOND_ASCII = /[\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]/;

/** The text without the white space around it. */
export function strip(text: string): string {
  const start = indentOf(text);
  let end = text.length;
  while (end > start && isWhite(text, end - 1)) end--;
  return text.slice(start, end);
}

/** How many white characters a text begins with; all of them, if it is blank. */
export function indentOf(text: string): number {
  let indent = 0;
  while (indent < text.length && isWhite(text, indent)) indent++;
  return indent;
}

/** Every line of every file passes here: a visible ASCII character is settled by one comparison. */
function isWhite(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  if (code > 0x20 && code < 0x80) return false;
  return code < 0x80 ? (code >= 9 && code <= 13) || code >= 0x1c : BEYOND_ASCII.test(text.charAt(at));
}
