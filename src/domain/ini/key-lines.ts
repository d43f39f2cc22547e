/** Where the lines of a key are. */
import type { IniFile, IniKey } from './ini-file.ts';
import type { Line } from './lines.ts';
import type { Splice } from './splice.ts';
import { encode } from './utf8.ts';
import { indentOf } from './white-space.ts';

/** The key's first line and its continuation lines; comments and blank lines in between are not its own. */
export function keyLines({ lines, roles }: IniFile, { first, last }: IniKey): Line[] {
  return lines
    .slice(first, last + 1)
    .filter((_, offset) => offset === 0 || roles[first + offset] === 'continuation');
}

/** The white space ahead of a line, as bytes. */
export function indentBytes({ text, isUtf8 }: Line): string {
  const indent = text.slice(0, indentOf(text));
  return isUtf8 ? encode(indent) : indent;
}

/** Takes a line out, with its line end. */
export function withoutLine({ start, next }: Line): Splice {
  return { from: start, to: next, text: '' };
}
