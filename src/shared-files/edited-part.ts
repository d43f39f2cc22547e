/**
 * Finds the part of a file that an edit can have changed for a reader, so that a large file need not be read twice as a
 * whole.
 */

/** From where to where, in the text before the edit. */
export interface Span {
  from: number;
  to: number;
}

/**
 * Every reader goes through a file line by line, and starts anew at a header at the start of a line: what is the same
 * up to such a header, and from such a header on, is read the same. Without this a login with 50,000 sections takes
 * twice as long.
 *
 * @param section where the edited sections stand, which belong to the part whether they changed or not
 * @returns both texts, from the last header ahead of all that differs up to the first header behind it
 */
export function editedPart(
  before: string,
  after: string,
  section: Span | undefined,
): [before: string, after: string] {
  const from = headerAhead(before, Math.min(sameAhead(before, after), section?.from ?? Infinity));
  const differsUpTo = before.length - sameBehind(before, after, from);
  const to = headerBehind(before, Math.max(differsUpTo, section?.to ?? 0));
  return [before.slice(from, to), after.slice(from, after.length - (before.length - to))];
}

function sameAhead(before: string, after: string): number {
  const most = Math.min(before.length, after.length);
  return greatest(most, (length) => before.slice(0, length) === after.slice(0, length));
}

/** @param from what lies ahead of it is not looked at, so that nothing is counted twice */
function sameBehind(before: string, after: string, from: number): number {
  const most = Math.min(before.length, after.length) - from;
  const end = (text: string, length: number) => text.slice(text.length - length);
  return greatest(most, (length) => end(before, length) === end(after, length));
}

/** The greatest number up to `most` for which something holds that holds for all smaller ones: found by halving. */
function greatest(most: number, holds: (number: number) => boolean): number {
  let [least, beyond] = [0, most + 1];
  while (beyond - least > 1) {
    const middle = Math.floor((least + beyond) / 2);
    if (holds(middle)) least = middle;
    else beyond = middle;
  }
  return least;
}

/** A header that every reader takes for one: nothing ahead of it, nothing behind it, no bracket in the name. */
const PLAIN_HEADER = /\[[^[\]\r\n]+\]\r?(\n|$)/y;

/** Where the last header begins whose line ends ahead of this place; the beginning of the file, if there is none. */
function headerAhead(text: string, place: number): number {
  let line = text.lastIndexOf('\n', place - 1);
  while (line > 0) {
    line = text.lastIndexOf('\n[', line - 1);
    if (line !== -1 && isPlainHeader(text, line + 1)) return line + 1;
  }
  return 0;
}

/** Where the first header begins behind this place; the end of the file, if there is none. */
function headerBehind(text: string, place: number): number {
  let line = text.indexOf('\n[', place);
  while (line !== -1 && !isPlainHeader(text, line + 1)) line = text.indexOf('\n[', line + 1);
  return line === -1 ? text.length : line + 1;
}

function isPlainHeader(text: string, start: number): boolean {
  PLAIN_HEADER.lastIndex = start;
  return PLAIN_HEADER.test(text);
}
