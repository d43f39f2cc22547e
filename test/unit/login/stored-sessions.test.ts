/** Which sections are sessions, and what can be known of each. */
import { describe, expect, it } from 'vitest';
import { storedSessions } from '../../../src/login/stored-sessions.ts';
import { sharedFiles } from '../../support/shared-files.ts';

const NOW = new Date('2026-11-23T12:00:00Z');
const KEYS = 'aws_access_key_id = ASIAIOSFODNN7EXAMPLE\naws_secret_access_key = s\naws_session_token = t\n';
const DEVICE = 'arn:aws:iam::123456789012:mfa/alice';

const sessionsIn = (credentials: string) => storedSessions(sharedFiles(credentials).credentials, NOW);
const sessionOf = (lines: string) => sessionsIn(`[mfa]\n${KEYS}${lines}`)[0];

describe('which sections are sessions', () => {
  it.each([
    ['a whole one', `[mfa]\n${KEYS}`, ['mfa']],
    ['the old spelling of the token', `[mfa]\n${KEYS.replace('session_token', 'security_token')}`, ['mfa']],
    ['keys of any kind with a token', `[mfa]\n${KEYS.replace('ASIA', 'MINIO')}`, ['mfa']],
    ['a temporary key that lost its token', '[mfa]\naws_access_key_id = ASIAX\n', ['mfa']],
    ['a token alone', '[mfa]\naws_session_token = t\n', ['mfa']],
    ['upper case, as the AWS CLI reads it', `[mfa]\n${KEYS.toUpperCase()}`, ['mfa']],
    ['long-term keys', '[mfa]\naws_access_key_id = AKIAX\naws_secret_access_key = s\n', []],
    ['an empty token', '[mfa]\naws_access_key_id = AKIAX\naws_session_token =\n', []],
    ['settings', '[mfa]\nregion = eu-west-1\nx_source_profile = default\n', []],
    ['[DEFAULT], which is no profile', `[DEFAULT]\n${KEYS}`, []],
    ['what [DEFAULT] lends to a profile', `[DEFAULT]\n${KEYS}[a]\nregion = x\n`, ['a']],
    ['several, in the order of the file', `[b]\n${KEYS}[営業]\n${KEYS}[a b]\n${KEYS}`, ['b', '営業', 'a b']],
    ['none in no file', '', []],
  ])('%s', (_, credentials, expected) => {
    expect(sessionsIn(credentials).map(({ profile }) => profile)).toEqual(expected);
  });
});

describe('what is known', () => {
  it('everything, of one of ours', () => {
    const lines = `x_security_token_expires = 2026-11-23T23:00:00Z\nx_token_issue_time = 2026-11-23T11:00:00Z\nx_mfa_serial = ${DEVICE}\nx_source_profile = work\n`;
    expect(sessionOf(lines)).toEqual({
      profile: 'mfa',
      accessKeyId: 'ASIAIOSFODNN7EXAMPLE',
      base: 'work',
      device: DEVICE,
      role: undefined,
      account: '123456789012',
      expiration: new Date('2026-11-23T23:00:00Z'),
      secondsLeft: 39_600,
      mfaAge: 3600,
      isWhole: true,
    });
  });

  it('nothing, where nothing is recorded', () => {
    const nothing = { base: undefined, device: undefined, role: undefined, account: undefined };
    const never = { expiration: undefined, secondsLeft: undefined, mfaAge: undefined };
    expect(sessionOf('')).toEqual({
      profile: 'mfa',
      accessKeyId: 'ASIAIOSFODNN7EXAMPLE',
      ...nothing,
      ...never,
      isWhole: true,
    });
  });

  it.each([
    ['ours', `x_mfa_serial = ${DEVICE}`, DEVICE, '123456789012'],
    ["AWS'", `mfa_serial = ${DEVICE}`, DEVICE, '123456789012'],
    ["broamski's", `aws_mfa_device = ${DEVICE}`, DEVICE, '123456789012'],
    ['a hardware token, which bears no account', 'x_mfa_serial = GAHT12345678', 'GAHT12345678', undefined],
    [
      'in China',
      'x_mfa_serial = arn:aws-cn:iam::210987654321:mfa/b',
      'arn:aws-cn:iam::210987654321:mfa/b',
      '210987654321',
    ],
    ['an empty one', 'x_mfa_serial =', undefined, undefined],
  ])('the device: %s', (_, line, device, account) => {
    expect(sessionOf(`${line}\n`)).toMatchObject({ device, account });
  });

  it.each([
    [
      'ours, and saml2aws',
      'x_principal_arn = arn:aws:iam::222222222222:role/a',
      'arn:aws:iam::222222222222:role/a',
    ],
    [
      "broamski's",
      'assumed_role_arn = arn:aws:sts::222222222222:assumed-role/a/b',
      'arn:aws:sts::222222222222:assumed-role/a/b',
    ],
  ])('the role, whose account counts ahead of the device: %s', (_, line, role) => {
    expect(sessionOf(`x_mfa_serial = ${DEVICE}\n${line}\n`)).toMatchObject({ role, account: '222222222222' });
  });

  it.each([
    ['ours, and saml2aws', 'x_security_token_expires = 2026-11-23T13:00:00Z', 3600],
    ['of another tool', 'expiration = 2026-11-23 13:00:00', 3600],
    ['a part of a second', 'expiration = 2026-11-23T12:00:00.900Z', 0],
    ['a second', 'expiration = 2026-11-23T12:00:01Z', 1],
    ['now', 'expiration = 2026-11-23T12:00:00Z', 0],
    ['long ago', 'expiration = 2020-01-01T00:00:00Z', 0],
    ['a week ahead', 'expiration = 2026-11-30T12:00:00Z', 604_800],
    ['more than a week ahead, which no session lasts', 'expiration = 2026-11-30T12:00:01Z', undefined],
    ['no date', 'expiration = tomorrow', undefined],
  ])('the expiry: %s', (_, line, secondsLeft) => {
    const session = sessionOf(`${line}\n`);
    expect(session?.secondsLeft).toBe(secondsLeft);
    expect(session?.expiration === undefined).toBe(secondsLeft === undefined);
  });

  const UNTIL = 'x_security_token_expires = 2026-11-23T13:00:00Z';
  it.each([
    ['an hour', `${UNTIL}\nx_token_issue_time = 2026-11-23T11:00:00Z`, 3600],
    ['of a session without an expiry', 'x_token_issue_time = 2026-11-23T11:00:00Z', 3600],
    ["of a role's session", `${UNTIL}\nx_principal_arn = a\nx_token_issue_time = 2026-11-23T11:59:00Z`, 60],
    [
      'of one that is over',
      'expiration = 2026-11-23T11:30:00Z\nx_token_issue_time = 2026-11-23T11:00:00Z',
      3600,
    ],
    ['ahead of us, by a clock that is off', `${UNTIL}\nx_token_issue_time = 2026-11-23T12:20:00Z`, 0],
    ['behind its own end', `${UNTIL}\nx_token_issue_time = 2026-11-23T13:00:01Z`, undefined],
    ['no date', `${UNTIL}\nx_token_issue_time = lately`, undefined],
    ['not recorded', UNTIL, undefined],
  ])('how old its MFA is: %s', (_, lines, mfaAge) => {
    expect(sessionOf(`${lines}\n`)?.mfaAge).toBe(mfaAge);
  });

  it.each([
    ['key, secret and token', KEYS, true],
    ['no secret', KEYS.replace(/.*secret.*\n/, ''), false],
    ['no key', KEYS.replace(/.*key_id.*\n/, ''), false],
    ['no token', KEYS.replace(/.*token.*\n/, ''), false],
    ['a token with a blank', KEYS.replace(/(token = ).*/, '$1a b'), false],
    ['an empty secret', KEYS.replace('= s', '='), false],
    ['another name for the token', KEYS.replace('session_token', 'security_token'), true],
  ])('whether it is whole: %s', (_, keys, isWhole) => {
    expect(sessionsIn(`[mfa]\n${keys}`)).toMatchObject([{ isWhole }]);
  });
});
