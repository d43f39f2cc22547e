/** The screens in README and docs, and the picture in the README, are what the program shows today. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { recordPages } from '../../scripts/screens/pages.ts';

const picture = readFileSync(fileURLToPath(new URL('../../docs/aws-mfa.svg', import.meta.url)), 'utf8');

// Elsewhere the home folder has a path of another length, and lines break in other places.
test.skipIf(process.platform !== 'linux')(
  '`npm run screens` would change nothing',
  { timeout: 240_000 },
  async () => {
    for (const { path, kept, recorded } of await recordPages()) expect(kept, path).toBe(recorded);
  },
);

test('the picture has no path or address of this machine, and no script', () => {
  expect(picture).not.toMatch(/\/(home|root|tmp|Users|var)\b|127\.0\.0\.1|localhost/);
  expect(picture.match(/\w+:\/\/[^"]*/g)).toEqual(['http://www.w3.org/2000/svg']);
  expect(picture).not.toMatch(/<script|<style|<image|href=|\bon\w+=/);
});
