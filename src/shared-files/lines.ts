/**
 * Splits the bytes of a file into lines and decodes them, replaces pieces of a text, and reads the names in section
 * headers. A file is kept as latin1, one character a byte, so that everything that is not edited is written back
 * unchanged, UTF-8 or not.
 */

const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const lenient = new TextDecoder('utf-8', { ignoreBOM: true });
const encoder = new TextEncoder();

/** Whether bytes and words are the same. */
function isAscii(bytes: string): boolean {
  return !/[\x80-\xff]/.test(bytes);
}

/** The words, or nothing where the bytes are not UTF-8. */
function decodeStrictly(bytes: string): string | undefined {
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

/** `bytes.slice(start, end)` is the line, `bytes.slice(end, next)` its line end (none on an unfinished last line). */
export interface Line {
  start: number;
  end: number;
  next: number;
  /** The words, without the line end; where the bytes are not UTF-8, one character a byte. */
  text: string;
  isUtf8: boolean;
}

const BYTE_ORDER_MARK = '\xef\xbb\xbf';

/** Windows editors begin a file with it; it belongs to no line. */
export function hasByteOrderMark(bytes: string): boolean {
  return bytes.startsWith(BYTE_ORDER_MARK);
}

/** The lines of a file. CRLF, LF and a lone CR end a line, as Python's universal newlines do. */
export function splitLines(bytes: string): Line[] {
  const lines: Line[] = [];
  const allAscii = isAscii(bytes);
  const lineEnd = /\r\n?|\n/g;
  let start = hasByteOrderMark(bytes) ? BYTE_ORDER_MARK.length : 0;
  lineEnd.lastIndex = start;
  while (start < bytes.length) {
    const end = lineEnd.exec(bytes)?.index ?? bytes.length;
    const next = end === bytes.length ? end : lineEnd.lastIndex;
    const raw = bytes.slice(start, end);
    const text = allAscii || isAscii(raw) ? raw : decodeStrictly(raw);
    lines.push({ start, end, next, text: text ?? raw, isUtf8: text !== undefined });
    start = next;
  }
  return lines;
}

/** How this file ends its lines: the commonest way, LF where there is none. */
export function usualLineEnd(bytes: string, lines: readonly Line[]): string {
  const ends = lines.map((line) => bytes.slice(line.end, line.next));
  const count = (lineEnd: string) => ends.filter((end) => end === lineEnd).length;
  const [commonest = '\n'] = ['\n', '\r\n', '\r'].sort((one, other) => count(other) - count(one));
  return commonest;
}

/** `text` in place of `from` up to `to` (exclusive). */
export interface Splice {
  from: number;
  to: number;
  text: string;
}

/** @param splices in any order; none overlaps another */
export function applySplices(bytes: string, splices: readonly Splice[]): string {
  let at = 0;
  let out = '';
  for (const { from, to, text } of [...splices].sort((one, other) => one.from - other.from)) {
    out += bytes.slice(at, from) + text;
    at = to;
  }
  return out + bytes.slice(at);
}

/** The name as Python's `\[(.+)\]` takes it, or nothing: up to the *last* bracket. @param value a stripped line */
export function headerName(value: string): string | undefined {
  const end = value.lastIndexOf(']');
  return value.startsWith('[') && end > 1 ? value.slice(1, end) : undefined;
}

/** The name as the SDK for JavaScript takes it: a comment ends the line, nothing else may follow the bracket. */
export function sdkHeaderName(line: string): string | undefined {
  const value = withoutSdkComment(line);
  return value.startsWith('[') && value.endsWith(']') ? value.slice(1, -1) : undefined;
}

/** The name as the SDKs for Java, Rust, C++ and Go take it: up to the first bracket, without blanks around it. */
export function looseHeaderName(line: string): string | undefined {
  const value = line.trim();
  const end = value.indexOf(']');
  return value.startsWith('[') && end > 0 ? plainName(value.slice(1, end).trim()) : undefined;
}

/** One spelling for `profile mfa`, `profile "mfa"` and `profile   mfa`, which name one section of the config file. */
export function plainName(name: string): string {
  // `s`: what follows the blanks always matches, so that none of them is tried twice.
  const [, kind, quoted, bare] = /^(profile|sso-session|services)\s+(?:"([^"]*)"|(.*))$/s.exec(name) ?? [];
  return kind === undefined ? name : `${kind} ${quoted ?? bare ?? ''}`;
}

/** A line as the SDK for JavaScript sees it: blanks trimmed, `#` and `;` begin a comment at the start or after a blank. */
export function withoutSdkComment(line: string): string {
  const comment = line.search(/(^|\s)[;#]/);
  return (comment === -1 ? line : line.slice(0, comment)).trim();
}
