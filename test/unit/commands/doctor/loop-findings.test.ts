/** Commands of profiles that lead back to this program. */
import { describe, expect, it } from 'vitest';
import { loopFindings } from '../../../../src/commands/doctor/profiles.ts';
import { readEnvironment, type Variables } from '../../../../src/environment.ts';
import { profilesOf } from '../../../../src/profiles/profile.ts';
import { toldFindings } from '../../../support/findings.ts';
import { sharedFiles } from '../../../support/shared-files.ts';
import { words } from '../../../support/thrown-by.ts';

const KEYS = 'aws_access_key_id = AKIAX\naws_secret_access_key = s\n';
const WELL = 'ok command-loop: profiles: no command runs in a circle';

function findings(config: string, credentials = '', variables: Variables = {}): string[] {
  return toldFindings(loopFindings(profilesOf(sharedFiles(credentials, config)), readEnvironment(variables)));
}

describe('loopFindings', () => {
  it.each<[what: string, config: string, credentials: string, variables?: Variables]>([
    ['no command', '[default]\nregion = r\n', ''],
    ['another program', '[default]\ncredential_process = op read aws\n', ''],
    ['a program of a name like ours', '[default]\ncredential_process = my-aws-mfa-keys x; aws-mfa2 y\n', ''],
    [
      'ours in a profile of its own',
      '[profile tool]\ncredential_process = aws-mfa export --format process --profile default\n',
      `[default]\n${KEYS}`,
    ],
    [
      'ours in the default, for another base',
      '[default]\ncredential_process = aws-mfa export --profile=work\n',
      `[work]\n${KEYS}`,
    ],
    [
      'ours beside keys, where no tool runs it',
      '[default]\ncredential_process = aws-mfa export\n',
      `[default]\n${KEYS}`,
    ],
    [
      'ours in the default, for the profile of the environment',
      '[default]\ncredential_process = aws-mfa export\n',
      `[work]\n${KEYS}`,
      { AWS_PROFILE: 'work' },
    ],
  ])('%s', (_, config, credentials, variables) => {
    expect(findings(config, credentials, variables)).toEqual([WELL]);
  });

  it.each<[command: string, variables?: Variables]>([
    ['aws-mfa export'],
    ['/usr/local/bin/aws-mfa export --format process'],
    ['"/opt/my tools/aws-mfa" export'],
    ['node /opt/bin/aws-mfa.js export'],
    ['env X=1 aws-mfa export --profile default'],
    ["aws-mfa export --profile='default'"],
    ['aws-mfa export', { AWS_PROFILE: 'default' }],
  ])('%s in the default, which it asks for', (command, variables) => {
    expect(findings(`[default]\ncredential_process = ${command}\n`, '', variables)).toEqual([
      expect.stringMatching(
        words(
          'error command-loop: credential_process of [default] runs aws-mfa, which would run it again… | …',
        ),
      ),
    ]);
  });

  it('a base of another name', () => {
    expect(findings('[profile work]\ncredential_process = aws-mfa export --profile work\n')).toEqual([
      expect.stringContaining('credential_process of [profile work] runs aws-mfa'),
    ]);
  });

  it('a code that we are to ask ourselves for', () => {
    expect(findings('[profile work]\nmfa_process = aws-mfa login\n', `[work]\n${KEYS}`)).toEqual([
      expect.stringMatching(
        words(
          'error command-loop: The command of mfa_process of [profile work] (aws-mfa …) runs aws-mfa again…',
        ),
      ),
    ]);
  });

  it('never shows the line, in which a secret may stand', () => {
    const told = findings('[default]\ncredential_process = SECRET=hidden aws-mfa export --x hidden\n');
    expect(told.join()).toContain('error');
    expect(told.join()).not.toContain('hidden');
  });
});
