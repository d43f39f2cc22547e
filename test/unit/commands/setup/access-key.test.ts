/** Keys as people type and paste them: what is refused, and never repeated. */
import { expect, it } from 'vitest';
import {
  accessKeyIdComplaint,
  isNoAccessKeyId,
  secretComplaint,
} from '../../../../src/commands/setup/setup-keys.ts';

const ID = 'AKIAIOSFODNN7EXAMPLE';
const SECRET = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY';

it.each([ID, 'minio_access_key_1', 'A'.repeat(128)])('takes the ID %s', (text) => {
  expect(accessKeyIdComplaint(text)).toBeUndefined();
});

it.each([
  ['', 'An access key ID looks like AKIAIOSFODNN7EXAMPLE.'],
  ['AKIA', 'An access key ID has 20 characters; this one has 4.'],
  [`${ID}X`, 'An access key ID has 20 characters; this one has 21.'],
  ['AKIAIOSFODNN7 EXAMPLE', 'An access key ID has no spaces.'],
  [ID.toLowerCase(), 'An access key ID has capital letters and digits only.'],
  [SECRET, 'That looks like the secret access key. The access key ID comes first.'],
  ['wJalrXUtnFEMI/K7MDENG', 'An access key ID looks like AKIAIOSFODNN7EXAMPLE.'],
  ['ASIAIOSFODNN7EXAMPLE', 'That key belongs to a temporary session. A long-term one begins with AKIA.'],
  ['A'.repeat(129), 'An access key ID looks like AKIAIOSFODNN7EXAMPLE.'],
])('does not take the ID %j', (text, complaint) => {
  expect(accessKeyIdComplaint(text)).toBe(complaint);
});

it('masks what may be a secret from its first characters on, and shows an access key ID', () => {
  const shown = (text: string) =>
    Array.from(text).filter((_, at) => !isNoAccessKeyId(text.slice(0, at + 1))).length;
  expect(shown(ID)).toBe(20);
  expect(shown(ID.toLowerCase())).toBe(20);
  expect(shown(` ${ID} `)).toBe(22);
  expect(shown(SECRET)).toBe(0);
  expect(shown(`AK${SECRET}`)).toBe(2);
  expect(shown(`${ID}${SECRET}`)).toBe(20);
});

it.each([
  [SECRET, ID],
  ['+/=+/=+/=+/=+/=+', 'minio_access_key_1'],
])('takes the secret %s', (text, id) => {
  expect(secretComplaint(text, id)).toBeUndefined();
});

it.each([
  ['', ID, 'A secret access key has 40 characters; this one has 0.'],
  [SECRET.slice(1), ID, 'A secret access key has 40 characters; this one has 39.'],
  [ID, ID, 'That is an access key ID. The secret access key is the longer one.'],
  ['AKIAI44QH8DHBEXAMPLE', ID, 'That is an access key ID. The secret access key is the longer one.'],
  ['with blanks in it, long', ID, 'A secret access key has no spaces.'],
  [`"${SECRET.slice(2)}"`, ID, 'A secret access key is one line of'],
  [`#${SECRET.slice(1)}`, ID, 'A secret access key is one line of'],
  ['über'.repeat(10), ID, 'A secret access key is one line of'],
  ['short', 'minio_access_key_1', 'A secret access key is one line of'],
])('does not take the secret %j', (text, id, complaint) => {
  expect(secretComplaint(text, id)?.startsWith(complaint)).toBe(true);
});
