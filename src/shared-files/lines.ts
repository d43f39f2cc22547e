/**
 * Splits the bytes of a file into lines and decodes them, replaces pieces of a text, and reads the names in section
 * headers. A file is kept as latin1, one character a byte, so that everything that is not edited is written back
 * unchanged, UTF-8 or not.
 */
import { groupBy } from '../text/group-by.ts';
import { plainName } from './header-names.ts';

const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** Then bytes and text are the same. */
function isAscii(bytes: string): boolean {
  return !/[\x80-\xff]/.test(bytes);
}

/** The text; undefined if the bytes are not UTF-8. */
function decodeStrictly(bytes: string): string | undefined {
  try {
    return strict.decode(Buffer.from(bytes, 'latin1'));
  } catch {
    return undefined;
  }
}

/** The text, with U+FFFD for what is not UTF-8, as Node reads a file. */
export function decodeLeniently(bytes: string): string {
  return isAscii(bytes) ? bytes : Buffer.from(bytes, 'latin1').toString('utf8');
}

/** A text as the bytes of a file. */
export function encode(text: string): string {
  return Buffer.from(text, 'utf8').toString('latin1');
}

/**
 * White space for Python's `str.strip`, which decides what the AWS CLI reads. JavaScript's `trim` also takes U+FEFF, and
 * leaves U+001C to U+001F and U+0085.
 */
const WHITE = '\\t-\\r\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000';
const IS_WHITE = new RegExp(`[${WHITE}]`);
const NOT_WHITE = new RegExp(`[^${WHITE}]`);

export function strip(text: string): string {
  // Most texts have none, and a large file has many.
  if (isVisible(text.charCodeAt(0)) && isVisible(text.charCodeAt(text.length - 1))) return text;
  let end = text.length;
  while (end > 0 && IS_WHITE.test(text.charAt(end - 1))) end--;
  return text.slice(Math.min(indentOf(text), end), end);
}

/** In ASCII. */
function isVisible(code: number): boolean {
  return code > 0x20 && code < 0x7f;
}

/** How many white characters a text begins with; all of them, if it is blank. */
export function indentOf(text: string): number {
  const at = text.search(NOT_WHITE);
  return at === -1 ? text.length : at;
}

/** `bytes.slice(start, end)` is the line, `bytes.slice(end, next)` its line end (none on an unfinished last line). */
export interface Line {
  start: number;
  end: number;
  next: number;
  /** Without the line end; one character a byte if the bytes are not UTF-8. */
  text: string;
  isUtf8: boolean;
}

const BYTE_ORDER_MARK = '\xef\xbb\xbf';

/** Windows editors begin a file with one. It belongs to no line. */
export function hasByteOrderMark(bytes: string): boolean {
  return bytes.startsWith(BYTE_ORDER_MARK);
}

/** CRLF, LF and a lone CR end a line, as with Python's universal newlines. */
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

/** The most common line end of a file; LF if there is none. */
export function usualLineEnd(bytes: string, lines: readonly Line[]): string {
  const ends = groupBy(lines, ({ end, next }) => bytes.slice(end, next));
  const count = (lineEnd: string) => ends.get(lineEnd)?.length ?? 0;
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

/** For Python's `\[(.+)\]`: up to the *last* bracket. @param value a stripped line @returns undefined if there is none */
export function headerName(value: string): string | undefined {
  const end = value.startsWith('[') ? value.lastIndexOf(']') : -1;
  return end > 1 ? value.slice(1, end) : undefined;
}

/** For the SDK for JavaScript. @param value as of {@link withoutSdkComment}: only a comment may follow the bracket */
export function sdkHeaderName(value: string): string | undefined {
  return value.startsWith('[') && value.endsWith(']') ? value.slice(1, -1) : undefined;
}

/** For the SDKs for Java, Rust, C++ and Go: up to the first bracket, without blanks around it. */
export function looseHeaderName(line: string): string | undefined {
  const [, name] = /^\s*\[([^\]]*)\]/.exec(line) ?? [];
  return name === undefined ? undefined : plainName(name.trim());
}

/** A line as the SDK for JavaScript sees it: blanks trimmed, `#` and `;` begin a comment at the start or after a blank. */
export function withoutSdkComment(line: string): string {
  const comment = line.search(/(^|\s)[;#]/);
  return (comment === -1 ? line : line.slice(0, comment)).trim();
}
