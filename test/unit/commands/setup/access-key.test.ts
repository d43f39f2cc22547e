/** Keys as people type and paste them: what is refused, and never repeated. */
import { expect, it } from 'vitest';
import { accessKeyIdComplaint, secretAccessKeyComplaint } from '../../../../src/commands/setup/setup-keys.ts';

it.each(['AKIAIOSFODNN7EXAMPLE', 'minio_access_key_1', 'A'.repeat(128)])('takes the id %s', (text) => {
  expect(accessKeyIdComplaint(text)).toBeUndefined();
});

it.each([
  '',
  'AKIA',
  'AKIAIOSFODNN7 EXAMPLE',
  'wJalrXUtnFEMI/K7MDENG',
  'ASIAIOSFODNN7EXAMPLE',
  'A'.repeat(129),
])('does not take the id %j', (text) => {
  const complaint = accessKeyIdComplaint(text);
  expect(complaint).toBeDefined();
  if (text.length > 4) expect(complaint).not.toContain(text);
});

it.each(['wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY', '+/=+/=+/=+/=+/=+'])('takes the secret %s', (text) => {
  expect(secretAccessKeyComplaint(text)).toBeUndefined();
});

it.each([
  '',
  'short',
  '"quoted-and-long-enough"',
  '#comment-long-enough',
  'with blanks in it, long',
  'über'.repeat(9),
])('does not take the secret %j, which some reader of the file would not read back', (text) => {
  const complaint = secretAccessKeyComplaint(text);
  expect(complaint).toBeDefined();
  if (text) expect(complaint).not.toContain(text);
});
