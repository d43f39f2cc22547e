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
  const first = lines[sections[0]?.header ?? -1]?.start ?? bytes.length;
  const from =
    headers
      .filter(({ start }) => start <= first)
      .slice(-TRIES)
      .findLast(({ next }) => after.startsWith(bytes.slice(0, next)))?.start ?? 0;
  const last = lines[sections.at(-1)?.last ?? -1]?.next ?? bytes.length;
  const longer = after.length - bytes.length;
  const to =
    headers
      .filter(({ start }) => start >= last && start + longer >= from)
      .slice(0, TRIES)
      // The line end ahead of the header must be the same, too.
      .find(({ start }) => after.endsWith(bytes.slice(start - 1)))?.start ?? bytes.length;
  return [bytes.slice(from, to), after.slice(from, to + longer)];
}

/** The nearest header may be removed with its section, and the next one tells where the part ends or begins. */
const TRIES = 3;

/** The lines of headers that every reader takes for one: alone on a line that follows a line feed. */
function plainHeaders({ bytes, lines, sections }: IniFile) {
  return sections.flatMap(({ header }) => {
    const line = lines[header];
    const isPlain = line && bytes[line.start - 1] === '\n' && /^\[[^[\]]+\]$/.test(line.text);
    return isPlain ? [line] : [];
  });
}
