/** Base profile, MFA profile, device, settings and role profiles: each check, and what cannot be checked without another. */
import { describe, expect, it } from 'vitest';
import { programNameFindings } from '../../../../src/commands/doctor/profiles.ts';
import { roleFindings } from '../../../../src/commands/doctor/role-profiles.ts';
import { profilesOf } from '../../../../src/profiles/profile.ts';
import { examined, toldFindings } from '../../../support/findings.ts';
import { openedFiles, sharedFiles } from '../../../support/shared-files.ts';
import { thrownBy, told, words } from '../../../support/thrown-by.ts';

const KEYS = 'aws_access_key_id = AKIAIOSFODNN7EXAMPLE\naws_secret_access_key = base-secret\n';
const BASE = `[default]\n${KEYS}`;
const DEVICE = 'mfa_serial = arn:aws:iam::123456789012:mfa/alice\n';
const CONFIG = `[default]\nregion = eu-west-1\n${DEVICE}`;
const SESSION = 'aws_access_key_id = ASIAX\naws_secret_access_key = s\naws_session_token = t\n';

const linesOf = (...from: Parameters<typeof examined>) => toldFindings(examined(...from).findings);

describe('examineProfiles', () => {
  it('two sound files', () => {
    const found = examined(BASE, CONFIG);
    expect(toldFindings(found.findings)).toEqual([
      'ok base: base profile [default]: has the long-term access key …MPLE',
      'ok mfa-profile: MFA profile [mfa]: receives the session',
      'ok settings: base profile [default]: region eu-west-1',
      'ok device: MFA device: arn:aws:iam::123456789012:mfa/alice (mfa_serial of [default])',
    ]);
    expect(found).toMatchObject({ mfaProfile: 'mfa', plan: { base: { name: 'default' } } });
  });

  it.each<[what: string, from: Parameters<typeof examined>, expected: string]>([
    [
      'the only keys there are',
      [`[work]\n${KEYS}`, `[profile work]\nregion = eu-west-1\n${DEVICE}`],
      'ok base: base profile [work]: has the long-term access key …MPLE (the only profile with one)',
    ],
    [
      'keys of the environment',
      [
        '',
        '',
        {
          AWS_ACCESS_KEY_ID: 'AKIAIOSFODNN7EXAMPLE',
          AWS_SECRET_ACCESS_KEY: 's',
          AWS_MFA_SERIAL: 'GAHT12345678',
        },
      ],
      'ok base: environment, as the base profile: has the long-term access key …MPLE',
    ],
    [
      'AWS_PROFILE that names the session',
      [`${BASE}[own]\n${SESSION}x_source_profile = default\n`, CONFIG, { AWS_PROFILE: 'own' }],
      'ok mfa-profile: MFA profile [own]: receives the session',
    ],
    [
      'the ARN of a user',
      [BASE, '[default]\nmfa_serial = arn:aws:iam::123456789012:user/alice\n'],
      'error device: …is the ARN of a user, not of a device. | The device is probably arn:aws:iam::123456789012:mfa/alice…',
    ],
    [
      'plain http to a stranger',
      [BASE, CONFIG, { AWS_ENDPOINT_URL_STS: 'http://sts.example.com' }],
      'error settings: AWS_ENDPOINT_URL_STS is plain http…',
    ],
    [
      'no region anywhere',
      [`[work]\n${KEYS}`, `[profile work]\n${DEVICE}`, {}, { profile: 'work' }],
      'warning settings: Neither [mfa] nor its base profile [work] has a region, so most AWS CLI commands need --region. | …`aws configure set region us-east-1 --profile mfa`',
    ],
    [
      'no region in [profile default]',
      [`[default]\n${KEYS}`, `[profile default]\n${DEVICE}`],
      'warning settings: Neither …[default] has a region, …| …`aws configure set region us-east-1 --profile mfa`',
    ],
  ])('%s', (_, from, expected) => {
    const lines = linesOf(...from);
    expect(lines).toContainEqual(expect.stringMatching(words(expected)));
    expect(lines.filter((line) => line.startsWith('error'))).toHaveLength(
      expected.startsWith('error') ? 1 : 0,
    );
    expect(lines.join()).not.toMatch(/base-secret|hidden/);
  });

  it('what was typed wrong ends it', () => {
    expect(told(thrownBy(() => examined(BASE, CONFIG, {}, { region: 'x' })))).toMatch(/^usage: --region/);
  });

  it('what wins over the session is told elsewhere', () => {
    const lines = linesOf(BASE, `${CONFIG}[profile mfa]\nrole_arn = arn:aws:iam::123456789012:role/x\n`);
    expect(lines.join()).not.toContain('overrides');
    expect(lines).toContain('ok settings: base profile [default]: region eu-west-1');
  });
});

const role = (name: string, more = '', source = 'mfa') =>
  `[profile ${name}]\nrole_arn = arn:aws:iam::123456789012:role/${name}\nsource_profile = ${source}\n${more}`;

function findings(config: string, credentials = ''): string[] {
  return toldFindings(roleFindings(profilesOf(sharedFiles(credentials, config))));
}

describe('roleFindings', () => {
  it.each([
    ['no role', '', 'none uses a session'],
    ['roles on something else', role('a', 'mfa_serial = x\n', 'default'), 'none uses a session'],
    [
      'roles that work',
      role('a') + role('b', 'duration_seconds = 3600\n') + role('c', '', 'a'),
      'a, b, c can use the session',
    ],
  ])('%s', (_, config, expected) => {
    expect(findings(config)).toEqual([`ok role-profiles: role profiles: ${expected}`]);
  });

  it('mfa_serial, of each', () => {
    const config = role('a', 'mfa_serial = x\n') + role('b') + role('c', 'region = r\nmfa_serial = x\n');
    expect(findings(config)).toEqual([
      expect.stringMatching(
        words(
          'error role-profiles: mfa_serial of [profile a], mfa_serial of [profile c]: the session in [mfa] needs no second code… | To remove it:\n`aws-mfa doctor --fix`',
        ),
      ),
    ]);
  });

  it('a duration beyond an hour', () => {
    expect(findings(role('a', 'duration_seconds = 7200\n'))).toEqual([
      expect.stringMatching(
        words('error role-profiles: duration_seconds of [profile a]: …3600 seconds… | To remove it…'),
      ),
    ]);
  });

  it('looks at every section', () => {
    const config = ['one', 'two', 'three']
      .map((source) => role(`on-${source}`, 'mfa_serial = x\n', source))
      .join('');
    const session = (name: string) => `[${name}]\naws_access_key_id = ASIAX\naws_session_token = t\n`;
    expect(findings(config, session('one') + session('two'))).toHaveLength(2);
    expect(findings(config, session('one'))).toHaveLength(1);
  });
});

describe('programNameFindings', () => {
  const findingsFor = (command: string, program: string) => {
    const { files } = openedFiles('', `[profile x]\ncredential_process = ${command}\n`);
    return programNameFindings(profilesOf(files), program);
  };

  it.each(['aws-mfa export --profile a', '"C:\\npm\\aws-mfa" export'])('%s is not found', (command) => {
    expect(toldFindings(findingsFor(command, 'aws-mfa.cmd'))).toEqual([
      'warning settings: credential_process of [profile x] runs aws-mfa. The AWS CLI and boto3 do not find it by this name. | Write `aws-mfa.cmd` in its place.',
    ]);
  });

  it.each([
    ['aws-mfa.cmd export', 'aws-mfa.cmd'],
    ['aws-mfa export', 'aws-mfa'],
    ['cmd /c aws-mfa export', 'aws-mfa.cmd'],
    ['other', 'aws-mfa.cmd'],
  ])('%s is found where the program is %s', (command, program) => {
    expect(findingsFor(command, program)).toEqual([]);
  });
});
