/**
 * The part of a file that an edit can change for any reader. Every reader goes line by line and begins anew at a plain
 * header. So what is the same up to one, and from one on, is read the same; in a file of a thousand profiles, that is
 * nearly all of it.
 */
import type { IniFile, IniSection } from './read-ini.ts';

/**
 * @param file before the edit
 * @param after its text after the edit
 * @param sections what is edited, in the order of the file; they belong to the part even if nothing in them changes
 * @returns the part of both texts, from one plain header (or the beginning) to another (or the end)
 */
export function editedPart(
  file: IniFile,
  after: string,
  sections: readonly IniSection[],
): [before: string, after: string] {
  const { bytes, lines } = file;
  const headers = plainHeaders(file);
  const ahead = longest(Math.min(bytes.length, after.length), (length) =>
    after.startsWith(bytes.slice(0, length)),
  );
  const start = lines[sections[0]?.header ?? -1]?.start ?? Infinity;
  const from = headers.findLast((header) => header.next <= ahead && header.start <= start)?.start ?? 0;
  const behind = longest(Math.min(bytes.length, after.length) - from, (length) =>
    after.endsWith(bytes.slice(bytes.length - length)),
  );
  const end = lines[sections.at(-1)?.last ?? -1]?.next ?? 0;
  // The line end ahead of the header must be the same, too.
  const to =
    headers.find((header) => header.start > bytes.length - behind && header.start >= end)?.start ??
    bytes.length;
  return [bytes.slice(from, to), after.slice(from, after.length - (bytes.length - to))];
}

/** The lines of headers that every reader takes for one: alone on a line that follows a line feed. */
function plainHeaders({ bytes, lines, sections }: IniFile) {
  return sections.flatMap(({ header }) => {
    const line = lines[header];
    const isPlain = line && bytes[line.start - 1] === '\n' && /^\[[^[\]]+\]$/.test(line.text);
    return isPlain ? [line] : [];
  });
}

/** The greatest length up to `most` for which something holds that holds for all smaller ones: found by halving. */
function longest(most: number, holds: (length: number) => boolean): number {
  let [least, beyond] = [0, most + 1];
  while (beyond - least > 1) {
    const middle = Math.floor((least + beyond) / 2);
    if (holds(middle)) least = middle;
    else beyond = middle;
  }
  return least;
}
