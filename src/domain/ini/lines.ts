/** A file cut into lines, each of which knows where its bytes are. */
import { decodeStrictly, isAscii } from './utf8.ts';

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
