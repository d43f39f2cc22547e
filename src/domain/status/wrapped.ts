/** Sentences in lines that a narrow terminal has room for. */
import { textWidth } from './text-width.ts';

/**
 * The text with line breaks between words, where a line would be longer. What is a command stays in one line, however
 * long, so that it can be copied; so does a word.
 * @param columns that a line may take; endless where there is no terminal
 */
export function wrapped(text: string, columns: number): string {
  return text
    .split('\n')
    .map((line) => (line.startsWith('`') ? line : wrappedLine(line, columns)))
    .join('\n');
}

function wrappedLine(text: string, columns: number): string {
  if (textWidth(text) <= columns) return text;
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const longer = `${lines.at(-1) ?? ''} ${word}`;
    if (lines.length > 0 && textWidth(longer) <= columns) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines.join('\n');
}
