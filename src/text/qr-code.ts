/** Draws a QR code for a terminal with half blocks: each character shows two modules, one above the other. */
import { encode } from 'uqr';

export interface QrCode {
  lines: string[];
  columns: number;
}

/** Black on white, whatever the colors of the terminal are: numbers of the 256 that no theme changes. */
const COLORS = '\x1b[38;5;16;48;5;231m';
const PLAIN = '\x1b[0m';

/**
 * Without colors, the light modules are drawn, which is right on a dark terminal. On a light one the code is inverted,
 * as many scanners accept it.
 * @param border modules around the code
 */
export function qrCode(text: string, { border, hasColor }: { border: number; hasColor: boolean }): QrCode {
  // Least error correction: the smallest code, and a screen has no stains.
  const { size, data } = encode(text, { ecc: 'L', boostEcc: false, border });
  const isInked = (row: number, column: number) => {
    const isDark = data[row]?.[column];
    // Below the last line, nothing is drawn without colors.
    return isDark === undefined ? false : isDark === hasColor;
  };
  const lines = Array.from({ length: Math.ceil(size / 2) }, (_, line) => {
    const blocks = Array.from({ length: size }, (__, column) =>
      block(isInked(2 * line, column), isInked(2 * line + 1, column)),
    ).join('');
    return hasColor ? `${COLORS}${blocks}${PLAIN}` : blocks;
  });
  return { lines, columns: size };
}

function block(isUpper: boolean, isLower: boolean): string {
  if (isUpper) return isLower ? '█' : '▀';
  return isLower ? '▄' : ' ';
}
