/** The session that a name stands for, however it is named. */
import { describe, expect, it } from 'vitest';
import { findSession } from '../../../src/login/stored-sessions.ts';
import { LASTING_KEYS, SESSION_KEYS, sessionOf, storedIn } from '../../support/stored-files.ts';
import { thrownBy, told, words } from '../../support/thrown-by.ts';
import { sourceOf } from '../../support/source-of.ts';

const CREDENTIALS = [
  `[default]\n${LASTING_KEYS}`,
  `[work]\n${LASTING_KEYS}`,
  `[alone]\n${LASTING_KEYS}`,
  sessionOf('default', 'mfa'),
  sessionOf('work', 'admin', 'x_principal_arn = arn:aws:iam::123456789012:role/admin\n'),
  sessionOf('work', 'work-mfa'),
  `[other-tool]\n${SESSION_KEYS}`,
].join('\n');
const ROLE = 'role_arn = arn:aws:iam::123456789012:role/x\nsource_profile =';
const CONFIG = `[profile prod]\n${ROLE} mfa\n[profile far]\n${ROLE} prod\n[profile on-keys]\n${ROLE} work
[profile a]\n${ROLE} b\n[profile b]\n${ROLE} a\n[profile settings]\nregion = eu-west-1\n`;

const byName = (value: string) => ({ value, source: sourceOf('the command line') });
const found = (name?: string, credentials = CREDENTIALS) =>
  findSession(name === undefined ? undefined : byName(name), storedIn(credentials, CONFIG))?.profile;

it.each([
  ['a session of ours', 'mfa', 'mfa'],
  ["a role's session", 'admin', 'admin'],
  ["another tool's", 'other-tool', 'other-tool'],
  ['a base', 'default', 'mfa'],
  ["a base, whose plain session counts and not the role's", 'work', 'work-mfa'],
  ['a base that has none', 'alone', undefined],
  ['a role profile', 'prod', 'mfa'],
  ['a role profile on another', 'far', 'mfa'],
  ['no name', undefined, 'mfa'],
])('%s', (_, name, expected) => {
  expect(found(name)).toBe(expected);
});

it.each([
  ['nothing set up', ''],
  ['keys, and no session', `[default]\n${LASTING_KEYS}`],
  ['keys of another name, and no session', `[work]\n${LASTING_KEYS}`],
  ['several of them', `[work]\n${LASTING_KEYS}[home]\n${LASTING_KEYS}`],
  // Under the usual name, but recorded as somebody else's.
  ["another base's session in [mfa]", `[default]\n${LASTING_KEYS}${sessionOf('work', 'mfa')}`],
])('no name, and none: %s', (_, credentials) => {
  expect(found(undefined, credentials)).toBeUndefined();
});

it("another tool's session in [mfa] is that of the only base", () => {
  expect(found('default', `[default]\n${LASTING_KEYS}[mfa]\n${SESSION_KEYS}`)).toBe('mfa');
});

describe('is an error', () => {
  it.each([
    ['a name that is not there', 'mfaa', 'There is no profile "mfaa" (named on the command line)…"mfa"'],
    ['a profile that never has one', 'settings', '"settings"'],
    ['roles in a circle', 'a', 'Circular source_profile: a → '],
    [
      'a role profile on long-term keys',
      'on-keys',
      'The role profile "on-keys" uses the long-term access key',
    ],
  ])('%s', (_, name, expected) => {
    expect(told(thrownBy(() => found(name)))).toMatch(words(`configuration: …${expected}`));
  });
});
