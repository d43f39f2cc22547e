/** Role profiles that cannot work with the session they rest on, with the lines to change. */
import { describe, expect, it } from 'vitest';
import { type NamedFiles, roleFindings } from '../../../../src/commands/doctor/profiles.ts';
import { readIni } from '../../../../src/shared-files/read-ini.ts';
import { profilesOf } from '../../../../src/profiles/profile.ts';
import { toldFindings } from '../../../support/findings.ts';
import { sharedFiles } from '../../../support/shared-files.ts';
import { words } from '../../../support/thrown-by.ts';

const role = (name: string, more = '', source = 'mfa') =>
  `[profile ${name}]\nrole_arn = arn:aws:iam::123456789012:role/${name}\nsource_profile = ${source}\n${more}`;

function findings(config: string, credentials = '', sections = ['mfa']): string[] {
  const named: NamedFiles = {
    config: { path: '~/.aws/config', file: readIni(config) },
    credentials: { path: '~/.aws/credentials', file: readIni(credentials) },
  };
  return toldFindings(roleFindings(sections, profilesOf(sharedFiles(credentials, config)), named));
}

describe('roleFindings', () => {
  it.each([
    ['no role', '', 'no role rests on a session'],
    ['roles on something else', role('a', 'mfa_serial = x\n', 'default'), 'no role rests on a session'],
    [
      'roles that work',
      role('a') + role('b', 'duration_seconds = 3600\n') + role('c', '', 'a'),
      'nothing is in the way of the roles a, b, c',
    ],
  ])('%s', (_, config, expected) => {
    expect(findings(config)).toEqual([`ok role-profiles: profiles: ${expected}`]);
  });

  it('mfa_serial, with the line of each', () => {
    const config = role('a', 'mfa_serial = x\n') + role('b') + role('c', 'region = r\nmfa_serial = x\n');
    expect(findings(config)).toEqual([
      expect.stringMatching(
        words(
          'error role-profiles: mfa_serial of [profile a] (~/.aws/config, line 4), mfa_serial of [profile c] (~/.aws/config, line 12): the session of [mfa] has passed MFA… | Remove it.',
        ),
      ),
    ]);
  });

  it('a duration beyond an hour', () => {
    expect(findings(role('a', 'duration_seconds = 7200\n'))).toEqual([
      expect.stringMatching(
        words(
          'error role-profiles: duration_seconds of [profile a] (~/.aws/config, line 4): …3600 seconds… | Remove it…',
        ),
      ),
    ]);
  });

  it('the line that counts, where a setting stands in both files', () => {
    const credentials = '[a]\nmfa_serial = y\n';
    expect(findings(role('a', 'mfa_serial = x\n'), credentials)).toEqual([
      expect.stringContaining('(~/.aws/credentials, line 2)'),
    ]);
  });

  it('a setting that comes from [DEFAULT]', () => {
    expect(findings(`[DEFAULT]\nmfa_serial = x\n${role('a')}`)).toEqual([
      expect.stringContaining('(~/.aws/config, line 2)'),
    ]);
  });

  it('looks at every session, each once', () => {
    const config = role('a', 'mfa_serial = x\n', 'one') + role('b', 'mfa_serial = x\n', 'two');
    expect(findings(config, '', ['one', 'two', 'one'])).toHaveLength(2);
    expect(findings(config, '', ['one'])).toHaveLength(1);
  });
});
