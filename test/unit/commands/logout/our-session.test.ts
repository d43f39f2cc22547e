/** What is ours to take out, and what is not. */
import { describe, expect, it } from 'vitest';
import { readIni } from '../../../../src/shared-files/read-ini.ts';
import { logoutEdits, ourSections, takeOutSessions } from '../../../../src/commands/logout/logout.ts';
import { OTHER_EXPIRY_KEYS } from '../../../../src/session/duration-and-expiry.ts';
import { sessionKeyNames } from '../../../../src/session/session-keys.ts';
import { thrownBy, told, words } from '../../../support/thrown-by.ts';
import { LASTING_KEYS, SESSION_KEYS, sessionOf } from '../../../support/stored-files.ts';

const OURS = sessionOf('default', 'mfa');
const left = (text: string) => takeOutSessions(text, ['mfa']);

describe('ours', () => {
  it.each([
    ['a session', OURS],
    ['with the old spelling of the token', OURS.replace('session_token', 'security_token')],
    ['in upper case', OURS.toUpperCase().replace('[MFA]', '[mfa]')],
    ['without its token', OURS.replace(/.*token.*\n/, '')],
    ['without any key', '[mfa]\nx_source_profile = default\n'],
    ['without its access key', OURS.replace(/.*key_id.*\n/, '')],
    ["a role's", sessionOf('default', 'mfa', 'x_principal_arn = arn:aws:iam::123456789012:role/a\n')],
    ['with an empty expiry of another tool', `${OURS}expiration =\n`],
  ])('%s', (_, text) => {
    expect(ourSections(readIni(text))).toEqual(['mfa']);
    expect(left(text)).not.toMatch(/secret|token|default/i);
  });

  it('several, in the order of the file', () => {
    const text = `[default]\n${LASTING_KEYS}${sessionOf('work', 'b')}[sso]\n${SESSION_KEYS}${sessionOf('work', 'a')}`;
    expect(ourSections(readIni(text))).toEqual(['b', 'a']);
  });
});

describe('not ours', () => {
  it.each([
    ["another tool's", `[mfa]\n${SESSION_KEYS}`],
    ['long-term keys', `[mfa]\n${LASTING_KEYS}`],
    ['long-term keys beside our records', `[mfa]\n${LASTING_KEYS}x_source_profile = default\n`],
    ['a secret key alone beside them', '[mfa]\naws_secret_access_key = s\nx_source_profile = default\n'],
    ['an empty record', `[mfa]\n${SESSION_KEYS}x_source_profile =\n`],
    ...OTHER_EXPIRY_KEYS.map((key) => [`what was written over it, with ${key}`, `${OURS}${key} = x\n`]),
  ])('%s; what came in the place of ours is not taken for it', (_, text = '') => {
    expect(ourSections(readIni(text))).toEqual([]);
    expect(told(thrownBy(() => left(text)))).toMatch(
      words('configuration: Another program just changed [mfa]…`aws-mfa status`'),
    );
  });

  it.each([
    ['what [DEFAULT] lends', `[DEFAULT]\n${SESSION_KEYS}x_source_profile = default\n[mfa]\nregion = x\n`],
    ['no such section', `[other]\n${LASTING_KEYS}`],
    ['a section without any of it', '[mfa]\n# mine\nregion = x\n'],
    ['names that objects have', '[constructor]\nk = v\n[__proto__]\nk = v\n'],
  ])('nothing to take out: %s', (_, text) => {
    expect(ourSections(readIni(text))).toEqual([]);
    expect(left(text)).toBe(text);
    expect(takeOutSessions(text, ['constructor'])).toBe(text);
  });
});

describe('what goes', () => {
  it('every key that a login writes, and no setting', () => {
    const [{ set, drop } = { set: undefined, drop: [] as string[] }] = logoutEdits(['mfa']);
    expect(set).toEqual([]);
    expect(drop).toEqual(
      expect.arrayContaining([
        ...sessionKeyNames({ base: '', serialNumber: '', role: '' }),
        'aws_security_token',
        'x_principal_arn',
      ]),
    );
    expect(drop.filter((key) => !/^(aws|x)_/.test(key))).toEqual([]);
    expect(drop).not.toEqual(expect.arrayContaining(['aws_expiration']));
  });

  it.each([
    ['the section, where nothing else is in it', OURS, ''],
    ['the section, with the line that set it apart', `[a]\nk = v\n\n${OURS}`, '[a]\nk = v\n'],
    ['the keys, where something else is', `${OURS}region = x\n`, '[mfa]\nregion = x\n'],
    ['the keys, where a comment is', OURS.replace('\n', '\n# mine\n'), '[mfa]\n# mine\n'],
  ])('%s', (_, before, after) => {
    expect(left(before)).toBe(after);
    expect(left(after)).toBe(after);
  });
});
