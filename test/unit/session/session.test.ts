/** The keys of a session in the file, and the check of an answer of STS. */
import { describe, expect, it } from 'vitest';
import {
  checkedSession,
  sessionKeyNames,
  sessionKeys,
  STALE_KEYS,
  staleKeys,
  type SessionAnswer,
} from '../../../src/session/session-keys.ts';
import { thrownBy, told, words } from '../../support/thrown-by.ts';

const NOW = new Date('2026-11-23T12:00:00Z');
const after = (seconds: number) => new Date(NOW.getTime() + seconds * 1000);
const ANSWER = {
  accessKeyId: 'ASIAIOSFODNN7EXAMPLE',
  secretAccessKey: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY',
  sessionToken: 'IQoJb3JpZ2luX2VjEXAMPLE//+==',
  expiration: after(43_200),
};

describe('checkedSession', () => {
  it.each<[what: string, change: SessionAnswer]>([
    ['as AWS answers', {}],
    ['a key that does not begin with ASIA', { accessKeyId: 'minio-1' }],
    ['an expiry in a second', { expiration: after(1) }],
    ['an expiry with a fraction', { expiration: new Date(after(900).getTime() + 123) }],
    ['an expiry in a week', { expiration: after(7 * 86_400) }],
  ])('takes %s', (_, change) => {
    expect(checkedSession({ ...ANSWER, ...change }, NOW)).toEqual({ ...ANSWER, ...change, issuedAt: NOW });
  });

  const fields = [
    ['accessKeyId', 'AccessKeyId'],
    ['secretAccessKey', 'SecretAccessKey'],
    ['sessionToken', 'SessionToken'],
  ] as const;
  // Values that some parser of the file would trim, unquote, cut off or read as another line.
  const UNWRITABLE = [
    undefined,
    '',
    ' ',
    'a b',
    ' a',
    'a ',
    'a\nb',
    'a\r',
    'a\tb',
    '"a"',
    "'a'",
    '#a',
    ';a',
    '[a]',
    'ä',
    'a\0',
    'a\x1b[0m',
  ];
  it.each(fields.flatMap(([key, name]) => UNWRITABLE.map((value) => ({ key, name, value }))))(
    'refuses $key $value',
    ({ key, name, value }) => {
      const error = thrownBy(() => checkedSession({ ...ANSWER, [key]: value }, NOW));
      expect(told(error)).toMatch(
        words(
          `unreachable: AWS answered without a usable ${name}. Nothing was written. The code may have been used.…new code`,
        ),
      );
      expect(value && value.trim() !== '' && value.length > 2 && error.message.includes(value)).toBeFalsy();
    },
  );

  it.each([
    ['none', undefined, 'AWS answered without an Expiration.'],
    ['none that is a date', new Date(NaN), 'AWS answered without an Expiration.'],
    ['now', NOW, 'AWS answered without a plausible Expiration (it is 2026-11-23T12:00:00Z)'],
    ['past', after(-1), '…a plausible Expiration'],
    ['absurd', after(7 * 86_400 + 1), '…a plausible Expiration'],
    ['beyond the calendar', new Date(8.64e15), '…a plausible Expiration'],
  ])('refuses an expiry that is %s', (_, expiration, expected) => {
    const error = thrownBy(() => checkedSession({ ...ANSWER, expiration }, NOW));
    expect(told(error)).toMatch(words(`unreachable: ${expected}`));
  });
});

const ORIGIN = { base: 'work', serialNumber: 'GAHT12345678' };
const GIVEN = { ...ANSWER, issuedAt: new Date(NOW.getTime() + 999) };

describe('what is written', () => {
  it('the keys and their order', () => {
    const written = sessionKeys(GIVEN, ORIGIN);
    expect(written).toEqual([
      ['aws_access_key_id', ANSWER.accessKeyId],
      ['aws_secret_access_key', ANSWER.secretAccessKey],
      ['aws_session_token', ANSWER.sessionToken],
      ['x_security_token_expires', '2026-11-24T00:00:00Z'],
      ['x_token_issue_time', '2026-11-23T12:00:00Z'],
      ['x_mfa_serial', 'GAHT12345678'],
      ['x_source_profile', 'work'],
    ]);
    expect(sessionKeyNames(ORIGIN)).toEqual(written.map(([key]) => key));
  });

  it('the role, and it is not removed at the same time', () => {
    const origin = { ...ORIGIN, role: 'arn:aws:iam::123456789012:role/a' };
    expect(sessionKeys(GIVEN, origin).at(-1)).toEqual(['x_principal_arn', origin.role]);
    expect(staleKeys(origin)).not.toContain('x_principal_arn');
    expect(staleKeys({ ...origin, role: undefined })).toEqual([...STALE_KEYS]);
  });

  it('external id and name of the session behind the role', () => {
    const origin = { base: 'work', serialNumber: 'GAHT12345678', role: 'arn:aws:iam::123456789012:role/a' };
    const whole = { ...origin, externalId: 'acme', roleSessionName: 'ann' };
    expect(sessionKeys(GIVEN, whole).slice(-3)).toEqual([
      ['x_principal_arn', origin.role],
      ['x_external_id', 'acme'],
      ['x_role_session_name', 'ann'],
    ]);
    const further = ['x_external_id', 'x_role_session_name'];
    expect(staleKeys(whole).filter((key) => further.includes(key))).toEqual([]);
    expect(staleKeys(origin)).toEqual(expect.arrayContaining(further));
  });

  it('never source_profile, which the Go SDK refuses, nor a region, which would beat the one in config', () => {
    const written = sessionKeyNames(ORIGIN);
    expect(written).not.toContain('source_profile');
    expect(written).not.toContain('region');
  });

  it('what other tools would take for the expiry of the new session goes', () => {
    expect(STALE_KEYS).toEqual([
      'aws_security_token',
      'expiration',
      'aws_expiration',
      'aws_credential_expiration',
      'aws_session_expiration',
      'x_principal_arn',
      'x_external_id',
      'x_role_session_name',
    ]);
  });
});
