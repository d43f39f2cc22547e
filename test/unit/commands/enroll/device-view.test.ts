/** What is shown of a new device in windows of every size, for names of every length. */
import { describe, expect, it } from 'vitest';
import { deviceView } from '../../../../src/commands/enroll/device-view.ts';
import { textWidth } from '../../../../src/text/columns.ts';

const SEED = 'JBSWY3DPEHPK3PXP'.repeat(4);
const SHOWN = { news: '', asText: false };
const device = (userName: string) => ({ seed: SEED, userName, account: '123456789012' });
const space = (columns: number, rows: number) => ({ columns, rows, hasColor: false });
const isCode = (lines: string[]) => lines.some((line) => line.includes('█'));

describe('in a window of 80 columns and 24 lines', () => {
  it.each([1, 19, 20, 43])('the QR code fits for a name of %i characters', (length) => {
    const { lines, place } = deviceView(device('n'.repeat(length)), space(80, 24), SHOWN);
    expect(isCode(lines)).toBe(true);
    expect(lines.length).toBeLessThanOrEqual(22);
    expect(place.row).toBeLessThan(22);
    expect(place.column).toBeGreaterThan(41);
    for (const line of lines) expect(textWidth(line)).toBeLessThan(80);
  });

  it('it does not for one of 44', () => {
    const { lines } = deviceView(device('n'.repeat(44)), space(80, 24), SHOWN);
    expect(isCode(lines)).toBe(false);
    expect(lines.join(' ')).toContain(SEED.match(/.{4}/g)?.join(' '));
  });
});

it.each([
  [80, 24],
  [50, 24],
  [30, 20],
  [300, 100],
])('in a window of %i columns and %i lines, no line is too wide', (columns, rows) => {
  for (const asText of [false, true]) {
    const view = deviceView(device('alice'), space(columns, rows), {
      news: 'AWS rejected the codes.',
      asText,
    });
    for (const line of view.lines) expect(textWidth(line)).toBeLessThan(columns);
    expect(view.lines.join(' ')).toContain('AWS rejected');
  }
});

it('in a window of any size nothing scrolls away, and the key is shown whole or not at all', () => {
  for (const name of ['alice', 'n'.repeat(64)])
    for (let columns = 1; columns < 90; columns += 4)
      for (let rows = 1; rows < 30; rows += 2)
        for (const news of ['', 'AWS rejected the codes.']) {
          const { lines } = deviceView(device(name), space(columns, rows), { news, asText: true });
          const taken = lines.reduce(
            (sum, each) => sum + Math.max(1, Math.ceil(textWidth(each) / columns)),
            0,
          );
          if (lines.length > 1) expect(taken + 2, `${columns} × ${rows}`).toBeLessThanOrEqual(rows);
          const shown = lines.join('').replaceAll(' ', '');
          if (shown.includes('JBSW')) expect(shown, `${columns} × ${rows}`).toContain(SEED);
        }
});

it.each([
  [40, 8, true],
  [20, 10, true],
  [20, 8, false],
])('in a window of %i columns and %i lines, the key comes first: %j', (columns, rows, isShown) => {
  const text = deviceView(device('alice'), space(columns, rows), SHOWN).lines.join(' ').trim();
  expect(text).toBe(isShown ? SEED.match(/.{4}/g)?.join(' ') : 'Enlarge the window to see the key.');
});

it('without an account, the name alone', () => {
  const { lines } = deviceView({ seed: SEED, userName: 'alice', account: undefined }, space(80, 12), SHOWN);
  expect(lines.join(' ')).toContain('(Amazon Web Services, alice; time-based, 6 digits)');
});
