/** Measures, pads, shortens and wraps texts by the columns of a terminal. */
import textWidth from 'fast-string-width';

export { textWidth };

export function padded(text: string, columns: number): string {
  return text + ' '.repeat(Math.max(0, columns - textWidth(text)));
}

/** Cuts a text that is too wide, with `…` at the end. */
export function shortened(text: string, columns: number): string {
  if (textWidth(text) <= columns) return text;
  let kept = '';
  for (const character of text) {
    if (textWidth(kept + character) >= columns) break;
    kept += character;
  }
  return `${kept}…`;
}

/** What is never broken: a word, or a command in backticks. */
const PIECE = /(?:`[^`\n]*`|[^\s`])+/g;

/** Breaks lines that are too wide between words. The parts of an indented line keep its indent. */
export function wrapped(text: string, columns: number): string {
  return text
    .split('\n')
    .map((line) => (shownWidth(line) > columns && !hasLoneBacktick(line) ? brokenUp(line, columns) : line))
    .join('\n');
}

/** Then it is unknown where a command begins, and a blank within its quotes could be lost. */
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

/** Without the backticks, which are not shown. */
function shownWidth(text: string): number {
  return textWidth(text.replaceAll('`', ''));
}
