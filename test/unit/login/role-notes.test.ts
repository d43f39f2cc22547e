/** Role profiles that cannot work with the session they rest on: named, with the lines that are in the way. */
import { adviceText } from '../../../src/errors.ts';
import { describe, expect, it } from 'vitest';
import { profilesOf } from '../../../src/profiles/profile.ts';
import { rolesBySection } from '../../../src/profiles/role-profiles.ts';
import { roleNotes } from '../../../src/login/file-notes.ts';
import { sharedFiles } from '../../support/shared-files.ts';

const notes = (config: string, credentials = '') =>
  roleNotes('mfa', rolesBySection(profilesOf(sharedFiles(credentials, config)))).map(adviceText);
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
        /^mfa_serial of \[profile a\], mfa_serial of \[profile c\]: .*\[mfa\] has passed MFA.*\nRemove it\.$/,
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
