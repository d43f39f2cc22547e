/** What counts as lost from a file: whatever lasts, and half of a session. */
import { expect, it } from 'vitest';
import { lostPart } from '../../../src/shared-files/section-values.ts';

const FILE = '[a]\nx = 1\n[b]\ny = 2\nz = 3\n';
const SESSION =
  '[mfa]\naws_access_key_id = ASIA1\naws_secret_access_key = s\naws_session_token = t\nx_mfa_serial = m\n';

it.each([
  ['nothing at all', '', '[a]'],
  ['half of it', '[a]\nx = 1\n[b', '[b]'],
  ['a section without one of its keys', '[a]\nx = 1\n[b]\ny = 2\n', 'z in [b]'],
  ['another section instead', '[a]\nx = 1\n[constructor]\ny = 2\nz = 3\n', '[b]'],
])('is missing something: %s', (_, text, lost) => {
  expect(lostPart(text, FILE)).toBe(lost);
});

it.each([
  ['the same', FILE],
  ['no line end at the end', FILE.slice(0, -1)],
  ['other values', FILE.replaceAll('2', '4')],
  ['more keys and sections', `${FILE}k = 5\n[c]\n`],
  ['another order, other comments', '# c\n[b]\nz = 3\ny = 2\n\n[a]\nx = 1\n'],
])('is missing nothing: %s', (_, text) => {
  expect(lostPart(text, FILE)).toBeUndefined();
});

it.each([
  ['another run logged out of it', FILE],
  ['another run logged out of it, and something else of it stays', `${FILE}[mfa]\noutput = json\n`],
  ['another run renewed it', FILE + SESSION.replace('ASIA1', 'ASIA2').replace(/x_mfa.*\n/, '')],
  ['somebody put an access key there', `${FILE}[mfa]\naws_access_key_id = AKIA\naws_secret_access_key = s\n`],
])('a session may go: %s', (_, text) => {
  expect(lostPart(text, FILE + SESSION)).toBeUndefined();
});

it('a long-term access key beside an empty token is no session: it may not go', () => {
  const key = '[c]\naws_access_key_id = AKIA\naws_secret_access_key = s\naws_session_token =\n';
  expect(lostPart(FILE, FILE + key)).toBe('[c]');
  expect(lostPart('', key)).toBe('[c]');
});

it('comments may not go with the last session', () => {
  expect(lostPart('', SESSION)).toBeUndefined();
  expect(lostPart('', `# c\n${SESSION}`)).toBe('The end of the file');
});

it('a session may not be cut short', () => {
  const cut = FILE + SESSION.slice(0, SESSION.indexOf('aws_session_token'));
  expect(lostPart(cut, FILE + SESSION)).toBe('aws_session_token in [mfa]');
});

it.each([
  ['within the last value', '[a]\nkey = value\n', '[a]\nkey = val'],
  ['within a value, by a program that wrote it anew', '[a]\nkey = value\n', '[a]\nother = 1\nkey = val'],
  ['within a session', FILE + SESSION, FILE + SESSION.slice(0, -1).replace(/ = m$/, ' =')],
  ['within a comment', `${FILE}# a comment\n`, `${FILE}# a com`],
  ['before its last comment', `${FILE}# a comment\n`, FILE],
])('a file may not be cut short: %s', (_, earlier, text) => {
  expect(lostPart(text, earlier)).toBe('The end of the file');
});
