/**
 * Between a file's bytes and its words. A file is kept as latin1, one character a byte, so that whatever is not
 * edited is written back as it came, UTF-8 or not.
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
