/**
 * Splits a file into lines that know their offsets, replaces pieces of a text, and reads the names in section headers.
 */
import { decodeStrictly, isAscii } from './bytes.ts';

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
