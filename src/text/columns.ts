/** Fits texts into the columns of a terminal: measures, pads, shortens and wraps them. */
import textWidth from 'fast-string-width';

export { textWidth };

/** The text with blanks behind it, up to that many columns. */
export function padded(text: string, columns: number): string {
  return text + ' '.repeat(Math.max(0, columns - textWidth(text)));
}

/** The text, cut with `…` at the end where it takes more than so many columns. */
export function shortened(text: string, columns: number): string {
  if (textWidth(text) <= columns) return text;
  let kept = '';
  for (const character of text) {
    if (textWidth(kept + character) >= columns) break;
    kept += character;
  }
  return `${kept}…`;
}

/** What is never parted: a word, or a command in backticks, which the person is to copy. */
const PIECE = /(?:`[^`\n]*`|[^\s`])+/g;

/**
 * The text with line breaks between words, where a line would be longer than so many columns. A word and a command
 * in backticks are never broken. The parts of an indented line keep its indent.
 */
export function wrapped(text: string, columns: number): string {
  return text
    .split('\n')
    .map((line) => (shownWidth(line) > columns && !hasLoneBacktick(line) ? brokenUp(line, columns) : line))
    .join('\n');
}

/** Then it is not certain where a command begins, and a blank within its quotes could be lost. */
function hasLoneBacktick(line: string): boolean {
  return line.split('`').length % 2 === 0;
}

function brokenUp(line: string, columns: number): string {
  const indent = /^ */.exec(line)?.[0] ?? '';
  let broken = '';
  let width = Infinity;
  for (const piece of line.match(PIECE) ?? []) {
    width += 1 + shownWidth(piece);
    if (width <= columns) broken += ` ${piece}`;
    else {
      broken += `${broken && '\n'}${indent}${piece}`;
      width = indent.length + shownWidth(piece);
    }
  }
  return broken;
}

/** The backticks themselves are not shown. */
function shownWidth(text: string): number {
  return textWidth(text.replaceAll('`', ''));
}
