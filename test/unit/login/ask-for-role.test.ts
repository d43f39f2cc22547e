/** Which role a login is for, seen on the plan that comes of it: by option, by profile, by what is renewed; or none. */
import { describe, expect, it } from 'vitest';
import type { Variables } from '../../../src/environment.ts';
import type { LoginOptions } from '../../../src/login/login-request.ts';
import { originOf } from '../../../src/login/plan-session.ts';
import { planOf, type PlanInput } from '../../support/session-plan.ts';
import { thrownBy, told, words } from '../../support/thrown-by.ts';
import { sourceOf } from '../../support/source-of.ts';

const ADMIN = 'arn:aws:iam::123456789012:role/team/Admin';
const OTHER = 'arn:aws:iam::123456789012:role/Other';
const DEVICE = 'arn:aws:iam::123456789012:mfa/alice';
const TABLET = 'arn:aws:iam::123456789012:mfa/tablet';

const KEYS = 'aws_access_key_id = AKIAIOSFODNN7EXAMPLE\naws_secret_access_key = secret\n';
const longTerm = (name: string) => `[${name}]\n${KEYS}`;
const session = (name: string, more = '') =>
  `[${name}]\n${KEYS.replace('AKIA', 'ASIA')}aws_session_token = t\nx_source_profile = default\nx_mfa_serial = ${DEVICE}\n${more}`;
const CREDENTIALS = longTerm('default') + longTerm('work');
const CONFIG = `[default]\nmfa_serial = ${DEVICE}\n`;
const roleProfile = (more = '', source = 'default') =>
  `[profile admin]\nrole_arn = ${ADMIN}\nsource_profile = ${source}\n${more}`;

function plan({ config = '', credentials = '', ...given }: PlanInput) {
  return planOf({ ...given, credentials: CREDENTIALS + credentials, config: CONFIG + config });
}

const byArn = (more: LoginOptions = {}) => ({ roleArn: ADMIN, mfaProfile: 'boss', ...more });
const byProfile = (more: LoginOptions = {}) => ({ profile: 'admin', mfaProfile: 'boss', ...more });

describe('a role is asked for', () => {
  it('by --role-arn', () => {
    expect(plan({ options: byArn() })).toMatchObject({
      base: { name: 'default' },
      mfaProfile: 'boss',
      serialNumber: { value: DEVICE },
      role: {
        arn: { value: ADMIN, source: sourceOf('--role-arn') },
        sessionName: { value: 'aws-mfa-alice', source: sourceOf('the name of the device') },
        externalId: undefined,
      },
      duration: { value: 3600, source: sourceOf('default') },
    });
  });

  it.each<[what: string, given: PlanInput, base: string]>([
    ['of the base named', { options: byArn({ profile: 'work', serialNumber: 'GAHT12345678' }) }, 'work'],
    [
      'of the base of AWS_PROFILE',
      { options: byArn({ serialNumber: 'GAHT12345678' }), variables: { AWS_PROFILE: 'work' } },
      'work',
    ],
    [
      'of what AWS_PROFILE was made from',
      { options: byArn(), credentials: session('mfa'), variables: { AWS_PROFILE: 'mfa' } },
      'default',
    ],
    [
      'of what the role of AWS_PROFILE rests on',
      { options: byArn(), config: roleProfile(), variables: { AWS_PROFILE: 'admin' } },
      'default',
    ],
    [
      'although the profile says the same',
      { options: byArn({ profile: 'admin' }), config: roleProfile() },
      'default',
    ],
  ])('by --role-arn, with the keys %s', (_, given, base) => {
    expect(plan(given)).toMatchObject({
      base: { name: base },
      mfaProfile: 'boss',
      role: { arn: { value: ADMIN } },
    });
  });

  it.each([
    ['aws-us-gov', 'us-gov-west-1'],
    ['aws', 'us-east-1'],
  ])('with a hardware token: STS is asked in the partition of the role, %s', (partition, region) => {
    const roleArn = ADMIN.replace('aws:', `${partition}:`);
    const found = plan({ options: byArn({ roleArn, serialNumber: 'GAHT12345678' }) });
    expect(found).toMatchObject({
      region: { value: region },
      role: { sessionName: { value: 'aws-mfa-default' } },
    });
  });

  const settings = `mfa_serial = ${TABLET}\nrole_session_name = bob\nexternal_id = acme\nduration_seconds = 7200\n`;
  const expected = {
    base: { name: 'default' },
    mfaProfile: 'boss',
    serialNumber: { value: TABLET, source: sourceOf('mfa_serial of [profile admin]') },
    role: {
      arn: { value: ADMIN },
      sessionName: { value: 'bob', source: sourceOf('role_session_name of [profile admin]') },
      externalId: { value: 'acme', source: sourceOf('external_id of [profile admin]') },
    },
    duration: { value: 7200, source: sourceOf('duration_seconds of [profile admin]') },
  };

  it('by a role profile, with all that stands in it', () => {
    expect(plan({ options: byProfile(), config: roleProfile(settings) })).toMatchObject(expected);
  });

  it('by a role profile that rests on a session of ours', () => {
    const given = { options: byProfile(), config: roleProfile(settings, 'mfa'), credentials: session('mfa') };
    expect(plan(given)).toMatchObject(expected);
  });

  it('by --role-arn, and a profile of that role rests on the same base', () => {
    expect(plan({ options: byArn(), config: roleProfile(settings) })).toMatchObject(expected);
  });

  it('by --role-arn, and the profile of that role rests on another base', () => {
    const found = plan({ options: byArn(), config: roleProfile(settings, 'work') });
    expect(found).toMatchObject({ serialNumber: { value: DEVICE }, role: { externalId: undefined } });
  });

  it('options win over the profile', () => {
    const options = byProfile({
      serialNumber: DEVICE,
      roleSessionName: 'eve',
      externalId: 'other',
      duration: '12h',
    });
    expect(plan({ options, config: roleProfile(settings) })).toMatchObject({
      serialNumber: { value: DEVICE },
      role: { sessionName: { value: 'eve' }, externalId: { value: 'other' } },
      duration: { value: 43_200 },
    });
  });
});

describe('a renewal', () => {
  const recorded = session('boss', `x_principal_arn = ${ADMIN}\n`);
  it.each<[by: string, options: LoginOptions, variables: Variables]>([
    ['--profile', { profile: 'boss' }, {}],
    ['AWS_PROFILE', {}, { AWS_PROFILE: 'boss' }],
    ['--profile and --mfa-profile', { profile: 'boss', mfaProfile: 'boss' }, {}],
  ])('by %s is of the role that was recorded', (_, options, variables) => {
    const found = plan({ options, variables, credentials: recorded });
    expect(found).toMatchObject({
      base: { name: 'default' },
      mfaProfile: 'boss',
      role: {
        arn: { value: ADMIN, source: sourceOf('x_principal_arn of [boss]') },
        sessionName: { value: 'aws-mfa-alice' },
      },
      notes: [],
    });
  });

  it('takes what the profile of that role says', () => {
    const config = roleProfile('external_id = acme\nduration_seconds = 900\n');
    const found = plan({ options: { profile: 'boss' }, config, credentials: recorded });
    expect(found).toMatchObject({ role: { externalId: { value: 'acme' } }, duration: { value: 900 } });
  });

  it.each<[what: string, id: object, given: PlanInput]>([
    [
      'that was recorded',
      { value: 'acme', source: sourceOf('x_external_id of [boss]') },
      { options: { profile: 'boss' } },
    ],
    ['the same, where the role is named again', { value: 'acme' }, { options: byArn() }],
    [
      'of the role profile ahead of it',
      { value: 'new' },
      { options: byProfile(), config: roleProfile('external_id = new\n') },
    ],
    [
      'of the option ahead of both',
      { value: 'newest' },
      { options: { profile: 'boss', externalId: 'newest' } },
    ],
  ])('sends the external id %s', (_, id, given) => {
    const found = plan({ ...given, credentials: `${recorded}x_external_id = acme\n` });
    expect(found.role?.externalId).toMatchObject(id);
    expect(originOf(found)).toMatchObject({ role: ADMIN, externalId: found.role?.externalId?.value });
  });

  it.each<[what: string, name: string, given: PlanInput]>([
    ['that was recorded', 'ann', { options: { profile: 'boss' } }],
    [
      'of the role profile ahead of it',
      'bob',
      { options: byProfile(), config: roleProfile('role_session_name = bob\n') },
    ],
    ['of the option ahead of both', 'eve', { options: { profile: 'boss', roleSessionName: 'eve' } }],
  ])('is called by the name %s', (_, name, given) => {
    const found = plan({ ...given, credentials: `${recorded}x_role_session_name = ann\n` });
    expect(found.role?.sessionName.value).toBe(name);
    expect(originOf(found)).toMatchObject({ roleSessionName: name });
  });

  it.each<[what: string, options: LoginOptions]>([
    ['its section', { profile: 'boss' }],
    ['its ARN', { roleArn: ADMIN, mfaProfile: 'boss' }],
  ])('asked for by %s: the record goes ahead of a profile that was only found', (_, options) => {
    const config = roleProfile('role_session_name = bob\nexternal_id = other\n');
    const credentials = `${recorded}x_external_id = acme\nx_role_session_name = ann\n`;
    expect(plan({ options, config, credentials }).role).toMatchObject({
      sessionName: { value: 'ann' },
      externalId: { value: 'acme' },
    });
  });

  it('records no name that nobody chose', () => {
    expect(originOf(plan({ options: { profile: 'boss' }, credentials: recorded }))).toMatchObject({
      roleSessionName: undefined,
    });
  });

  it('of another role sends nothing that was recorded', () => {
    const options = { roleArn: OTHER, mfaProfile: 'boss' };
    const credentials = `${recorded}x_external_id = acme\nx_role_session_name = ann\n`;
    expect(plan({ options, credentials }).role).toMatchObject({
      externalId: undefined,
      sessionName: { value: 'aws-mfa-alice' },
    });
  });

  it('stops ahead of the prompt where somebody has spoilt the record', () => {
    const error = thrownBy(() =>
      plan({ options: { profile: 'boss' }, credentials: `${recorded}x_external_id = a b\n` }),
    );
    expect(told(error)).toMatch(words('configuration: x_external_id of [boss] must be 2 to 1224'));
  });

  it('lasts as long as the profile of the section says, where the role has none', () => {
    const config = '[profile boss]\nduration_seconds = 7200\n';
    const found = plan({ options: { profile: 'boss' }, config, credentials: recorded });
    expect(found.duration).toMatchObject({
      value: 7200,
      source: sourceOf('duration_seconds of [profile boss]'),
    });
  });

  it.each<[what: string, options: LoginOptions]>([
    ['into another section', { profile: 'boss', mfaProfile: 'mfa' }],
    ['of the base', {}],
  ])('is none %s: a plain session', (_, options) => {
    expect(plan({ options, credentials: recorded })).toMatchObject({ mfaProfile: 'mfa', role: undefined });
  });

  it('is none where only --mfa-profile names the section; said so', () => {
    const found = plan({ options: { mfaProfile: 'boss' }, credentials: recorded });
    expect(found.role).toBeUndefined();
    expect(found.notes.map(({ message }) => message)).toEqual([
      expect.stringContaining(`[boss] holds a session of ${ADMIN}. A session of your user replaces it.`),
    ]);
  });
});

describe('without a role, a plain session', () => {
  it.each<[what: string, given: PlanInput, mfaProfile: string]>([
    [
      'a role profile by AWS_PROFILE',
      { options: {}, config: roleProfile('', 'mfa'), variables: { AWS_PROFILE: 'admin' } },
      'mfa',
    ],
  ])('%s', (_, given, mfaProfile) => {
    expect(plan(given)).toMatchObject({ mfaProfile, role: undefined, duration: { value: 43_200 } });
  });
});

describe('refused ahead of any prompt', () => {
  const recorded = session('boss', `x_principal_arn = ${ADMIN}\n`);
  it.each<[what: string, given: PlanInput, expected: string]>([
    [
      'a role profile on keys by AWS_PROFILE, with a section',
      { options: { mfaProfile: 'boss' }, config: roleProfile(), variables: { AWS_PROFILE: 'admin' } },
      'configuration: The role profile "admin" uses the long-term access key of "default"',
    ],
    [
      'no section',
      { options: { roleArn: ADMIN } },
      `usage: …--mfa-profile NAME. | For example: \`--profile default --role-arn ${ADMIN} --mfa-profile admin-session\``,
    ],
    [
      'no section, the usual one taken',
      { options: { roleArn: ADMIN }, credentials: session('admin-session') },
      '--mfa-profile admin-role-session',
    ],
    [
      'no section, but one that holds it',
      { options: { roleArn: ADMIN }, credentials: recorded },
      '--mfa-profile boss',
    ],
    [
      'no section, and the one that holds it is a role profile by now',
      { options: { roleArn: ADMIN }, credentials: recorded, config: roleProfile().replace('admin', 'boss') },
      '--mfa-profile admin-session',
    ],
    [
      'the section is the role profile',
      { options: byProfile({ mfaProfile: 'admin' }), config: roleProfile() },
      'usage: role_arn of [profile admin] overrides a session in the same profile…--profile admin --mfa-profile admin-session',
    ],
    [
      'the section is any role profile',
      { options: byArn({ mfaProfile: 'admin' }), config: roleProfile('', 'work').replace('team/Admin', 'x') },
      `usage: role_arn of [profile admin] overrides a session in the same profile…--profile default --role-arn ${ADMIN} --mfa-profile admin-session`,
    ],
    [
      'the section is the base',
      { options: byArn({ mfaProfile: 'default' }) },
      `usage: [default] cannot be both base profile and MFA profile…--role-arn ${ADMIN} --mfa-profile admin-session`,
    ],
    [
      'the section has a long-term access key',
      { options: byProfile({ mfaProfile: 'work' }), config: roleProfile() },
      'configuration: [work] has a long-term access key…--profile admin --mfa-profile admin-session',
    ],
    ['no ARN', { options: byArn({ roleArn: 'Admin' }) }, 'usage: --role-arn is not the ARN of a role.'],
    ['an empty one', { options: byArn({ roleArn: '' }) }, 'usage: --role-arn is empty.'],
    [
      'a bad name',
      { options: byArn({ roleSessionName: 'a' }) },
      'usage: --role-session-name must be 2 to 64',
    ],
    ['a bad id', { options: byArn({ externalId: '#' }) }, 'usage: --external-id must be 2 to 1224'],
    [
      'a bad ARN in the profile',
      { options: byProfile(), config: roleProfile().replace(ADMIN, 'x') },
      'configuration: role_arn of [profile admin] is not',
    ],
    [
      'a bad name in the profile',
      { options: byProfile(), config: roleProfile('role_session_name = a b\n') },
      'configuration: role_session_name of [profile admin] must be',
    ],
    [
      'a bad id in the profile',
      { options: byProfile(), config: roleProfile('external_id = a b\n') },
      'configuration: external_id of [profile admin] must be',
    ],
    [
      'a bad ARN beside what is renewed',
      { options: { profile: 'boss' }, credentials: recorded.replace(ADMIN, 'x') },
      'configuration: x_principal_arn of [boss] is not',
    ],
    [
      'a name without a role',
      { options: { roleSessionName: 'eve' } },
      'usage: --role-session-name needs a role.',
    ],
    ['an id without a role', { options: { externalId: 'acme' } }, 'usage: --external-id needs a role'],
    ['too long', { options: byArn({ duration: '43201' }) }, 'usage: --duration must be 900 to 43200 seconds'],
    [
      'too long in the profile',
      { options: byProfile(), config: roleProfile('duration_seconds = 43201\n') },
      'configuration: duration_seconds of [profile admin] must be 900 to 43200 seconds. | …duration_seconds 3600 --profile admin',
    ],
    [
      'two roles',
      { options: byProfile({ roleArn: OTHER }), config: roleProfile() },
      'usage: --role-arn and role_arn of [profile admin] name different roles. | …--profile default',
    ],
    [
      'another partition',
      { options: byArn({ roleArn: ADMIN.replace('aws:', 'aws-cn:') }) },
      'usage: --role-arn names a role in the partition aws-cn',
    ],
    [
      'a role that rests on a role',
      {
        options: byProfile(),
        config: roleProfile('', 'inner') + `[profile inner]\nrole_arn = ${OTHER}\nsource_profile = default\n`,
      },
      'configuration: The role profile "admin" gets its keys from "inner", which is a role itself. A code can be used for the first role only.…| …--profile default',
    ],
    [
      'roles in a circle',
      {
        options: byProfile(),
        config: roleProfile('', 'inner') + `[profile inner]\nrole_arn = ${OTHER}\nsource_profile = admin\n`,
      },
      'configuration: The role profile "admin" gets its keys from "inner"…| Their source_profile settings are circular',
    ],
    [
      'a role that rests on itself',
      { options: byProfile(), config: roleProfile('', 'admin') },
      'configuration: The role profile "admin" gets its keys from "admin"…| Their source_profile settings are circular',
    ],
    [
      "a role that rests on a role's session",
      {
        options: byProfile(),
        config: roleProfile('', 'boss2'),
        credentials: session('boss2', `x_principal_arn = ${OTHER}\n`),
      },
      'configuration: The role profile "admin" gets its keys from "boss2", which is a role itself…| …--profile default',
    ],
    [
      'a role that rests on nothing',
      { options: byProfile(), config: roleProfile('', 'nobody') },
      'configuration: There is no profile "nobody" (named by source_profile of [profile admin]).',
    ],
    [
      'a role that rests on temporary keys',
      {
        options: byProfile(),
        config: roleProfile('', 'temp'),
        credentials: `[temp]\n${KEYS.replace('AKIA', 'ASIA')}aws_session_token = t\n`,
      },
      'configuration: Profile "temp" has temporary credentials',
    ],
    [
      'a role profile without a section',
      { options: { profile: 'admin' }, config: roleProfile() },
      'configuration: The role profile "admin" uses the long-term access key of "default"…--profile admin --mfa-profile NAME',
    ],
  ])('%s', (_, given, expected) => {
    expect(told(thrownBy(() => plan(given)))).toMatch(words(expected));
  });
});
