/** Reads a QR code from a terminal, as the camera of a phone would: the screen as a picture, and a library that decodes it. */
import jsQR from 'jsqr';
import type { Cell } from './screen.ts';

/** The colors of a terminal: light text on a dark ground, or the reverse. */
export type Theme = 'dark' | 'light';

/** Pixels of a half block. */
const SCALE = 4;

/** Gray of the colors that a code is drawn in: black and white of the 256. */
const GRAYS: Record<number, number> = { 16: 0, 231: 255 };

/**
 * @param mayInvert whether the scanner also takes a code that is light on dark
 * @returns undefined if there is no code
 */
export function readQrCode(
  cells: Cell[][],
  { theme = 'dark', mayInvert = false }: { theme?: Theme; mayInvert?: boolean } = {},
): string | undefined {
  const [columns, rows] = [cells[0]?.length ?? 0, cells.length * 2];
  const [width, height] = [columns * SCALE, rows * SCALE];
  const pixels = new Uint8ClampedArray(width * height * 4);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const half = Math.floor(y / SCALE);
      const cell = cells[Math.floor(half / 2)]?.[Math.floor(x / SCALE)];
      const gray = cell ? grayOf(cell, half % 2 === 0, theme) : 0;
      pixels.set([gray, gray, gray, 255], (y * width + x) * 4);
    }
  }
  const inversionAttempts = mayInvert ? 'attemptBoth' : 'dontInvert';
  return jsQR(pixels, width, height, { inversionAttempts })?.data;
}

/** A letter is as good as a half block: it is only in the way. */
function grayOf({ text, ink, ground }: Cell, isUpper: boolean, theme: Theme): number {
  const isInked =
    text === '\u2588' || (isUpper ? text.trim() !== '' && text !== '\u2584' : text === '\u2584');
  const [light, dark] = [229, 26];
  const own = isInked === (theme === 'dark') ? light : dark;
  const color = isInked ? ink : ground;
  return color === undefined ? own : (GRAYS[color] ?? own);
}
