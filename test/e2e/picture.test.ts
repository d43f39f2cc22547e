/** The picture in README is what the program shows today. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { drawPicture } from '../../scripts/picture/draw-picture.ts';

const kept = readFileSync(fileURLToPath(new URL('../../docs/aws-mfa.svg', import.meta.url)), 'utf8');

test('docs/aws-mfa.svg is what the program shows; `npm run picture` draws it anew', async () => {
  expect(kept).toBe(await drawPicture());
});

test('nothing of the machine that drew it is in it, no address but that of the format, and no script', () => {
  expect(kept).not.toMatch(/\/(home|root|tmp|Users|var)\b|127\.0\.0\.1|localhost/);
  expect(kept.match(/\w+:\/\/[^"]*/g)).toEqual(['http://www.w3.org/2000/svg']);
  expect(kept).not.toMatch(/<script|<style|<image|href=|\bon\w+=/);
});
