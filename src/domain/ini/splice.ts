/** Edits as pieces of a text to be replaced; everything between the pieces stays as it is. */

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
