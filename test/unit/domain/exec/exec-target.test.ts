/** Whether a command runs by the keys of a session, or as a role that rests on one. */
import { describe, expect, it } from 'vitest';
import { readEnvironment, type Variables } from '../../../../src/domain/environment.ts';
import { execTarget } from '../../../../src/domain/exec/exec-target.ts';
import { profilesOf } from '../../../../src/domain/profiles/profile.ts';
import type { SessionOptions } from '../../../../src/domain/session/login-options.ts';
import { readLoginRequest } from '../../../../src/domain/session/login-request.ts';
import { sharedFiles } from '../../../support/shared-files.ts';
import { thrownBy, told, words } from '../../../support/thrown-by.ts';

const KEYS = 'aws_access_key_id = AKIAIOSFODNN7EXAMPLE\naws_secret_access_key = secret\n';
const CREDENTIALS = `[default]\n${KEYS}[mfa]\n${KEYS}aws_session_token = t\nx_source_profile = default\n`;
const role = (name: string, source: string) =>
  `[profile ${name}]\nrole_arn = arn:aws:iam::123456789012:role/${name}\nsource_profile = ${source}\n`;
const CONFIG = [
  role('admin', 'mfa'),
  role('chained', 'admin'),
  role('direct', 'default'),
  role('by-process', 'vault'),
  '[profile vault]\ncredential_process = print-keys\n',
  role('lost', 'gone'),
  role('round', 'round'),
].join('');

function target(options: SessionOptions, variables: Variables = {}) {
  const request = readLoginRequest(options, readEnvironment(variables));
  return execTarget(request, profilesOf(sharedFiles(CREDENTIALS, CONFIG)));
}

describe('a session', () => {
  it.each<[what: string, options: SessionOptions, variables: Variables, named: string | undefined]>([
    ['nothing named', {}, {}, undefined],
    ['long-term keys', { profile: 'default' }, {}, 'default'],
    ['a session of ours', {}, { AWS_PROFILE: 'mfa' }, 'mfa'],
    ['no such profile: the resolver says so', { profile: 'nosuch' }, {}, 'nosuch'],
    ["a role's own session", { profile: 'admin', mfaProfile: 'admin-session' }, {}, 'admin'],
    ['a role by its ARN', { profile: 'admin', roleArn: 'arn:aws:iam::123456789012:role/admin' }, {}, 'admin'],
  ])('%s', (_, options, variables, named) => {
    const { roleProfile, profile } = target(options, variables);
    expect([roleProfile, profile?.value]).toEqual([undefined, named]);
  });
});

describe('a role profile', () => {
  it.each<[what: string, options: SessionOptions, variables: Variables, name: string, source: string]>([
    ['by flag', { profile: 'admin' }, {}, 'admin', 'mfa'],
    ['by AWS_PROFILE', {}, { AWS_PROFILE: 'admin' }, 'admin', 'mfa'],
    ['through another role', { profile: 'chained' }, {}, 'chained', 'mfa'],
    ['of a session that is not there', { profile: 'lost' }, {}, 'lost', 'gone'],
    ['of itself: the resolver says so', { profile: 'round' }, {}, 'round', 'round'],
  ])('%s', (_, options, variables, name, source) => {
    expect(target(options, variables)).toEqual({
      roleProfile: name,
      profile: { value: source, from: `source_profile of [profile ${name}]` },
    });
  });

  it.each(['direct', 'by-process'])('that would be taken on without MFA is refused: %s', (profile) => {
    expect(told(thrownBy(() => target({ profile })))).toMatch(
      words(
        `configuration: The role of "${profile}" rests on the long-term keys of…source_profile = mfa…--profile ${profile} --mfa-profile NAME`,
      ),
    );
  });

  it('needs the session in the file', () => {
    expect(told(thrownBy(() => target({ profile: 'admin', write: false })))).toMatch(
      words('usage: The role of "admin" takes its keys from [mfa]…--no-write leaves it none.…'),
    );
  });
});
