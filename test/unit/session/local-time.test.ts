/** Local times as they are shown, with their time zone. */
import { afterEach, expect, it } from 'vitest';
import { formatDay, formatLocal, formatNear } from '../../../src/session/duration-and-expiry.ts';

const before = process.env['TZ'];
afterEach(() => {
  if (before === undefined) delete process.env['TZ'];
  else process.env['TZ'] = before;
});

it.each([
  ['UTC', 'Tue 24 Nov 2026, 02:09 UTC'],
  ['Europe/Berlin', 'Tue 24 Nov 2026, 03:09 UTC+1'],
  ['America/St_Johns', 'Mon 23 Nov 2026, 22:39 UTC-3:30'],
  ['Asia/Kolkata', 'Tue 24 Nov 2026, 07:39 UTC+5:30'],
])('is local, with its zone: %s', (zone, text) => {
  process.env['TZ'] = zone;
  const date = new Date('2026-11-24T02:09:26Z');
  expect(formatLocal(date)).toBe(text);
  // The shorter forms are the same words.
  const [, day = '', year = '', minute = ''] = /^\w{3} (.*) (\d{4}), (.*)$/.exec(text) ?? [];
  expect(formatNear(date)).toBe(`${day}, ${minute}`);
  expect(formatDay(date)).toBe(`${day} ${year}`);
});
