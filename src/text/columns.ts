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
 * The text with line breaks between words, where a line would be longer. What is a command stays in one line, however
 * long, so that it can be copied; so does a word.
 * @param columns that a line may take; endless where there is no terminal
 */
export function wrapped(text: string, columns: number): string {
  return text
    .split('\n')
    .flatMap((line) =>
      shownWidth(line) > columns && !hasLoneBacktick(line) ? brokenUp(line, columns) : [line],
    )
    .join('\n');
}

/** Then it is not certain where a command begins, and a blank within its quotes could be lost. */
function hasLoneBacktick(line: string): boolean {
  return line.split('`').length % 2 === 0;
}

function brokenUp(line: string, columns: number): string[] {
  const lines: string[] = [];
  for (const piece of line.match(PIECE) ?? []) {
    const longer = `${lines.at(-1) ?? ''} ${piece}`;
    if (lines.length > 0 && shownWidth(longer) <= columns) lines[lines.length - 1] = longer;
    else lines.push(piece);
  }
  return lines;
}

/** The backticks themselves are not shown. */
function shownWidth(text: string): number {
  return textWidth(text.replaceAll('`', ''));
}
