/**
 * Draws the screen of a terminal as an SVG. The window is dark, so that it is readable on light and dark pages. The SVG has
 * no script, loads no font, and contains the text in its description.
 */
import { textOf, type Row, type Run, type Style } from './read-rows.ts';

export interface Caption {
  /** For screen readers. */
  title: string;
  /** The title bar of the window. */
  heading: string;
}

const FONT =
  "ui-monospace, SFMono-Regular, 'SF Mono', Menlo, Consolas, 'DejaVu Sans Mono', 'Liberation Mono', monospace";
const FONT_SIZE = 14;
/** The width of a column. Every run of text is stretched to it, whatever the font. */
const COLUMN = 8.4;
const LINE = 21;
const MARGIN = 20;
const BAR = 36;

/** The colors that the program uses: red, green, yellow, blue, cyan. */
const COLORS: Record<number, string> = {
  1: '#ff7b72',
  2: '#56d364',
  3: '#e3b341',
  4: '#79c0ff',
  6: '#56d4dd',
};
const TEXT = '#e6edf3';

export function drawTerminal(rows: readonly Row[], columns: number, { title, heading }: Caption): string {
  const width = Math.round(columns * COLUMN + 2 * MARGIN);
  const height = BAR + rows.length * LINE + MARGIN;
  const lines = rows.flatMap((row, at) => row.flatMap((run) => drawRun(run, BAR + at * LINE + FONT_SIZE)));
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-labelledby="title desc">
<title id="title">${escaped(title)}</title>
<desc id="desc">
${escaped(rows.map(textOf).join('\n'))}
</desc>
<rect x="0.5" y="0.5" width="${width - 1}" height="${height - 1}" rx="9" fill="#161b22" stroke="#6e7681" stroke-opacity="0.6"/>
<g fill="#6e7681">
<circle cx="22" cy="18" r="5.5"/>
<circle cx="41" cy="18" r="5.5"/>
<circle cx="60" cy="18" r="5.5"/>
</g>
<g font-family="${FONT}" font-size="${FONT_SIZE}" fill="${TEXT}">
<text x="${width / 2}" y="23" text-anchor="middle" font-size="13" fill="#9198a1">${escaped(heading)}</text>
${lines.join('\n')}
</g>
</svg>
`;
}

/** Places each group of words at its column, because viewers treat several spaces differently. @param baseline of its row */
function drawRun({ at, text, style }: Run, baseline: number): string[] {
  return [...text.matchAll(/\S+(?: \S+)*/g)].map(({ 0: words, index }) => {
    const place = `x="${xOf(at + index)}" y="${baseline}" textLength="${rounded(words.length * COLUMN)}"`;
    return `<text ${place} lengthAdjust="spacingAndGlyphs"${attributes(style)}>${escaped(words)}</text>`;
  });
}

function xOf(column: number): number {
  return rounded(MARGIN + column * COLUMN);
}

function attributes({ color, bold, dim }: Style): string {
  return [
    color === undefined ? '' : ` fill="${COLORS[color] ?? TEXT}"`,
    bold ? ' font-weight="bold"' : '',
    dim ? ' fill-opacity="0.65"' : '',
  ].join('');
}

function rounded(value: number): number {
  return Math.round(value * 100) / 100;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
