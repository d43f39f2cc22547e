/**
 * How many columns of a terminal a text takes.
 *
 * Sentences in lines that a narrow terminal has room for.
 */

/** Characters two columns wide: those of Chinese, Japanese and Korean, and pictures. */
const WIDE =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{1f300}-\u{1faff}\u{20000}-\u{3fffd}]/u;
/** Accents that stand on the character ahead of them, and joiners. */
const NO_WIDTH = /[\p{Mn}\p{Me}\u200b-\u200d]/u;

export function textWidth(text: string): number {
  // Nearly every text; the patterns for all others take longer to make than to use.
  if (/^[ -~]*$/.test(text)) return text.length;
  return Array.from(text, widthOf).reduce((sum, width) => sum + width, 0);
}

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

function widthOf(character: string): number {
  if (NO_WIDTH.test(character)) return 0;
  return WIDE.test(character) ? 2 : 1;
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
