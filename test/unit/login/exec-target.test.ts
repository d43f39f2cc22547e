/** Whether a command runs by the keys of a session, or as a role that rests on one. */
import { describe, expect, it } from 'vitest';
import { readEnvironment, type Variables } from '../../../src/environment.ts';
import { execTarget, notForRole } from '../../../src/login/assume-roles.ts';
import { profilesOf } from '../../../src/profiles/profile.ts';
import { readLoginRequest, type SessionOptions } from '../../../src/login/login-request.ts';
import { sharedFiles } from '../../support/shared-files.ts';
import { thrownBy, told, words } from '../../support/thrown-by.ts';
import { sourceOf } from '../../support/source-of.ts';

const KEYS = 'aws_access_key_id = AKIAIOSFODNN7EXAMPLE\naws_secret_access_key = secret\n';
const CREDENTIALS = `[default]\n${KEYS}[mfa]\n${KEYS.replace('AKIA', 'ASIA')}aws_session_token = t\nx_source_profile = default\n`;
const role = (name: string, source: string) =>
  `[profile ${name}]\nrole_arn = arn:aws:iam::123456789012:role/${name}\nsource_profile = ${source}\n`;
const CONFIG = [
  role('admin', 'mfa'),
  role('chained', 'admin'),
  role('direct', 'default'),
  role('by-process', 'vault'),
  '[profile vault]\ncredential_process = print-keys\n',
  role('direct-chained', 'direct'),
  role('asking', 'default') + 'mfa_serial = GAHT12345678\n',
  role('exported', 'live'),
  '[profile live]\ncredential_process = aws-mfa export --profile default\n',
  role('lost', 'gone'),
  role('round', 'round'),
  role('to', 'fro'),
  role('fro', 'to'),
].join('');

function target(options: SessionOptions, variables: Variables = {}, credentials = CREDENTIALS) {
  const request = readLoginRequest(options, readEnvironment(variables));
  const files = sharedFiles(credentials, CONFIG);
  return execTarget(request, profilesOf(files));
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
    ['on an export of ours', { profile: 'exported' }, {}, 'exported', 'live'],
    ['of a session that is not there', { profile: 'lost' }, {}, 'lost', 'gone'],
    [
      'that takes its keys from the file, which is not to be written',
      { profile: 'admin', write: false },
      {},
      'admin',
      'mfa',
    ],
  ])('%s', (_, options, variables, name, source) => {
    expect(target(options, variables)).toEqual({
      roleProfile: name,
      profile: { value: source, source: sourceOf(`source_profile of [profile ${name}]`) },
    });
  });

  it.each<[profile: string, base: string, remedy: string]>([
    [
      'direct',
      'default',
      'set source_profile mfa --profile direct`\n…--profile direct --mfa-profile NAME -- …`',
    ],
    [
      'by-process',
      'vault',
      'set source_profile NAME --profile by-process`\n…--profile by-process --mfa-profile NAME',
    ],
  ])('that would be taken on without MFA is refused: %s', (profile, base, remedy) => {
    expect(told(thrownBy(() => target({ profile })))).toMatch(
      words(
        `configuration: The role profile "${profile}" uses the long-term access key of "${base}", not its session, so the role would be assumed without MFA. | To use the session:\n\`aws configure ${remedy}`,
      ),
    );
  });

  it('so is one that would ask for a code by itself, until it no longer does', () => {
    expect(told(thrownBy(() => target({ profile: 'asking' })))).toMatch(
      words(
        '…so every command would prompt for a code.…--profile asking`\nAlso remove mfa_serial of [profile asking].\nOr…',
      ),
    );
  });

  it('so is a role of such a role, which has no session of its own to offer', () => {
    expect(told(thrownBy(() => target({ profile: 'direct-chained' })))).toBe(
      'configuration: The role profile "direct-chained" uses the long-term access key of "default", not its session, so the role would be assumed without MFA. | To use the session:\n`aws configure set source_profile mfa --profile direct`',
    );
  });

  it.each([
    ['round', 'round → round'],
    ['to', 'to → fro → to'],
  ])('that runs in a circle is refused: %s', (profile, names) => {
    expect(told(thrownBy(() => target({ profile })))).toMatch(
      words(`configuration: …Circular source_profile: ${names}.…`),
    );
  });
});

it('a session cannot be renewed for a role where nothing is to be written', () => {
  expect(told(notForRole('admin', 'mfa'))).toMatch(
    words(
      'usage: The role profile "admin" gets its keys from [mfa] in the credentials file, which --no-write leaves unchanged.…',
    ),
  );
});
