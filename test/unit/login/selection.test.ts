/** What decides which session a command uses, and what is said of it. */
import { describe, expect, it } from 'vitest';
import { selectedSession, selectionLine, selectionWarnings } from '../../../src/login/selection.ts';
import type { Variables } from '../../../src/environment.ts';
import { LASTING_KEYS, SESSION_KEYS, sessionOf, storedIn } from '../../support/stored-files.ts';

const CREDENTIALS = `[default]\n${LASTING_KEYS}${sessionOf('default', 'mfa')}[work]\n${LASTING_KEYS}
[sso]\n${SESSION_KEYS.replace('ASIAIOSFODNN7EXAMPLE', 'ASIAOTHER')}`;
const ROLE = 'role_arn = arn:aws:iam::123456789012:role/x\nsource_profile =';
const CONFIG = `[profile prod]\n${ROLE} mfa\n[profile distant]\n${ROLE} prod\n[profile on-keys]\n${ROLE} work
[profile lost]\n${ROLE} gone\n[profile process]\ncredential_process = print-keys\n[profile settings]\nregion = x\n`;

const at = (variables: Variables, config = CONFIG) => storedIn(CREDENTIALS, config, variables);

it.each([
  ['', undefined, undefined],
  ['mfa', 'mfa', 'the session in [mfa]'],
  ['sso', 'sso', 'the session in [sso]'],
  ['prod', 'mfa', 'a role profile that uses the session in [mfa]'],
  ['distant', 'mfa', 'a role profile that uses the session in [mfa]'],
  ['on-keys', undefined, 'a role profile that uses [work], which is not a session'],
  ['lost', undefined, 'a role profile that uses [gone], which is not a session'],
  ['default', undefined, 'a long-term access key, not the session in [mfa]'],
  ['work', undefined, 'a long-term access key, not a session'],
  ['process', undefined, 'the keys of a credential_process, not a session'],
  ['settings', undefined, 'no session'],
  ['nowhere', undefined, undefined],
])('AWS_PROFILE=%s', (name, selected, what) => {
  const stored = at({ AWS_PROFILE: name });
  expect(selectedSession(stored)).toBe(selected);
  expect(selectionLine(stored)).toBe(what && `AWS_PROFILE=${name} selects ${what}.`);
});

describe('warnings', () => {
  const UNSET = '\n`unset AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY AWS_SESSION_TOKEN`';

  it.each<[variables: Variables, expected: string[]]>([
    [{}, []],
    [{ AWS_PROFILE: 'mfa' }, []],
    [{ AWS_PROFILE: 'prod' }, []],
    [{ AWS_ACCESS_KEY_ID: '' }, []],
    [{ AWS_PROFILE: 'x' }, ['AWS_PROFILE is set to "x", which is not a profile.']],
    [{ AWS_PROFILE: 'mfaa' }, ['AWS_PROFILE is set to "mfaa", which is not a profile. Did you mean "mfa"?']],
    [
      { AWS_ACCESS_KEY_ID: 'AKIAX' },
      [`AWS_ACCESS_KEY_ID is set, so commands without --profile use that key, not a session.${UNSET}`],
    ],
    [
      { AWS_ACCESS_KEY_ID: 'ASIAIOSFODNN7EXAMPLE' },
      [`AWS_ACCESS_KEY_ID is set, so commands without --profile use the session in [mfa].${UNSET}`],
    ],
    [
      { AWS_ACCESS_KEY_ID: 'AKIAX', AWS_PROFILE: 'mfa' },
      [
        `AWS_ACCESS_KEY_ID is set. The AWS CLI and Terraform use it instead of AWS_PROFILE=mfa, unless --profile is given.${UNSET}`,
      ],
    ],
  ])('%j', (variables, expected) => {
    expect(selectionWarnings(at(variables))).toEqual(expected);
    expect(JSON.stringify(selectionWarnings(at(variables)))).not.toMatch(/AKIAX|ASIA/);
  });

  it.each([
    ['role_arn = x\nsource_profile = default', 'role_arn'],
    ['sso_session = x\nsso_account_id = 1', 'sso_account_id'],
    ['region = x', undefined],
  ])('a profile that does not use its session: %j', (lines, winner) => {
    const config = `${CONFIG}[profile mfa]\n${lines}\n`;
    const expected = `${winner ?? ''} of [profile mfa] overrides the session, so AWS_PROFILE=mfa does not use it.`;
    expect(selectionWarnings(at({ AWS_PROFILE: 'mfa' }, config))).toEqual(winner ? [expected] : []);
    expect(selectionWarnings(at({ AWS_PROFILE: 'default' }, config))).toEqual([]);
  });
});
