/** Times for people: the day, the minute and the zone are there. */
import { expect, it } from 'vitest';
import { formatLocal } from '../../../../src/domain/report/local-time.ts';

it('is local, with its zone', () => {
  const text = formatLocal(new Date(2026, 10, 24, 2, 29, 26));
  expect(text).toMatch(/^Tue,? 24 Nov 2026,? (at )?02:29 \S+/);
});
