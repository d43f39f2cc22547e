/** Settings of role profiles that keep tools from assuming the role with a session. */
import { describe, expect, it } from 'vitest';
import { adviceText } from '../../../src/errors.ts';
import { checkRoleSettings, roleNotes } from '../../../src/login/role-checks.ts';
import { profilesOf } from '../../../src/profiles/profile.ts';
import { rolesBySection } from '../../../src/profiles/profile-kind.ts';
import { sharedFiles } from '../../support/shared-files.ts';
import { thrownBy } from '../../support/thrown-by.ts';

const notes = (config: string, credentials = '') =>
  roleNotes('mfa', rolesBySection(profilesOf(sharedFiles(credentials, config))).get('mfa') ?? []).map(
    adviceText,
  );
const role = (name: string, more = '', source = 'mfa') =>
  `[profile ${name}]\nrole_arn = arn:aws:iam::123456789012:role/${name}\nsource_profile = ${source}\n${more}`;

describe('roleNotes', () => {
  it.each([
    ['no role at all', '[default]\nmfa_serial = x\nduration_seconds = 7200\n'],
    ['a role that works', role('a')],
    ['an hour', role('a', 'duration_seconds = 3600\n')],
    ['a duration that is none', role('a', 'duration_seconds = long\n')],
    [
      'a role that rests on something else',
      role('a', 'mfa_serial = x\nduration_seconds = 7200\n', 'default'),
    ],
    ['a web identity', role('a', 'mfa_serial = x\nweb_identity_token_file = /t\n')],
  ])('none for %s', (_, config) => {
    expect(notes(config)).toEqual([]);
  });

  it('one for all that would ask again', () => {
    const config = role('a', 'mfa_serial = x\n') + role('b') + role('c', 'mfa_serial = x\n');
    expect(notes(config)).toEqual([
      expect.stringMatching(
        /^mfa_serial of \[profile a\], mfa_serial of \[profile c\]: .*\[mfa\] needs no second code.*\nTo remove it:\n`aws-mfa doctor --fix`$/,
      ),
    ]);
  });

  it('one for a role that rests on a role on the session', () => {
    expect(notes(role('a') + role('b', 'mfa_serial = x\n', 'a'))).toEqual([
      expect.stringMatching(/^mfa_serial of \[profile b\]: /),
    ]);
  });

  it('one for all that last longer than AWS lets them', () => {
    const config = role('a', 'duration_seconds = 3601\n') + role('b', 'duration_seconds = 43200\n');
    expect(notes(config)).toEqual([
      expect.stringMatching(
        /^duration_seconds of \[profile a\], duration_seconds of \[profile b\]: .*3600 seconds/,
      ),
    ]);
  });

  it('a role profile in the credentials file, too', () => {
    expect(notes('', role('a', 'mfa_serial = x\n').replace('profile ', ''))).toEqual([
      expect.stringMatching(/^mfa_serial of \[a\]:/),
    ]);
  });
});

describe('checkRoleSettings', () => {
  const live = (target: string) =>
    `[profile live]\ncredential_process = aws-mfa export --profile ${target}\n`;
  const base = '[default]\naws_access_key_id = AKIAX\naws_secret_access_key = s\n';
  const check = (name: string, config: string) =>
    checkRoleSettings(name, profilesOf(sharedFiles(base, config)), 'Or else.');

  it.each([
    ['its own', role('a', 'mfa_serial = x\n'), 'mfa_serial of [profile a]'],
    ['a duration', role('a', 'duration_seconds = 7200\n'), 'duration_seconds of [profile a]'],
    ["its source's", role('a', '', 'b') + role('b', 'mfa_serial = x\n'), 'mfa_serial of [profile b]'],
    [
      'with an export as its source',
      role('a', 'mfa_serial = x\n', 'live') + live('default'),
      'mfa_serial of [profile a]',
    ],
  ])('%s is an error', (_, config, named) => {
    const error = thrownBy(() => check('a', config));
    expect([error.code, error.message]).toEqual(['invalid_setting', expect.stringContaining(`${named}: `)]);
    expect(error.hint).toMatch(/^To remove it:\n`aws-mfa doctor --fix`\n[^]*Or else\.$/);
  });

  it.each([
    ['nothing', role('a'), 'a'],
    ['a profile that is no role', role('a', 'mfa_serial = x\n'), 'mfa'],
    ['a role that this program assumes', role('a', 'mfa_serial = x\n') + live('a'), 'live'],
    ['a role on a long-term access key', role('a', 'mfa_serial = x\n', 'default'), 'a'],
    ['a circle', role('a', 'mfa_serial = x\n', 'a'), 'a'],
    ['a source that is not there', role('a', 'mfa_serial = x\n', 'gone'), 'a'],
  ])('%s is none of its errors', (_, config, name) => {
    expect(() => check(name, config)).not.toThrow();
  });
});
