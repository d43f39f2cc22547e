/** Where the first keys of ours go in a section that has none of them. */
import type { IniFile, IniSection } from './ini-file.ts';
import { indentBytes } from './key-lines.ts';
import type { Line } from './lines.ts';
import { indentOf } from './white-space.ts';

export interface Place {
  /** The line that they follow. */
  after: Line;
  /** What they begin with, as bytes. */
  indent: string;
}

/**
 * Right below the header; but where an indented line comes next, which tools would read as a part of our last value,
 * behind the section's last key and indented like it (without any key: like the next header).
 */
export function newKeysPlace(file: IniFile, section: IniSection): Place {
  const { header, keys, last } = section;
  const lastKey = keys.at(-1);
  const isSafe = !isIndented(file, header + 1, keys[0]?.first ?? last + 1);
  const behind = lastKey ? afterIndented(file, lastKey.last, last) : lastIndented(file, header, last);
  const after = isSafe ? header : behind;
  const model = file.lines[lastKey?.first ?? last + 1];
  return { after: lineAt(file, after), indent: isSafe || !model ? '' : indentBytes(model) };
}

function lineAt({ lines }: IniFile, index: number): Line {
  const line = lines[index];
  if (!line) throw new RangeError(`no line ${index}`);
  return line;
}

/** Whether any of these lines is indented; a blank one is not. */
function isIndented({ lines, roles }: IniFile, from: number, to: number): boolean {
  return lines
    .slice(from, to + 1)
    .some(({ text }, offset) => roles[from + offset] !== 'blank' && indentOf(text) > 0);
}

/** The last of the indented lines right behind a line. */
function afterIndented(file: IniFile, at: number, last: number): number {
  let after = at;
  while (after < last && isIndented(file, after + 1, after + 1)) after++;
  return after;
}

/** The last indented line of a section that has no key; its header, if there is none. */
function lastIndented(file: IniFile, header: number, last: number): number {
  let at = last;
  while (at > header && !isIndented(file, at, at)) at--;
  return at;
}
