/** Notes about the files and role profiles. */
import { describe, expect, it } from 'vitest';
import { adviceText } from '../../../src/errors.ts';
import { allFileNotes, fileNotes, misleadingNotes, roleNotes } from '../../../src/login/file-notes.ts';
import { profilesOf } from '../../../src/profiles/profile.ts';
import { rolesBySection } from '../../../src/profiles/profile-kind.ts';
import { readIni } from '../../../src/shared-files/read-ini.ts';
import { faultsOf } from '../../../src/shared-files/tool-differences.ts';
import { sharedFiles } from '../../support/shared-files.ts';

const faults = (text: string) => faultsOf(readIni(text));
const PATH = '~/.aws/credentials';
const ONE = '[a]\n[a]\n';
const TWO = '[a]\n[a]\njunk\n';
/** The AWS CLI reads it, some SDK does not. */
const MILD = '[my base]\nx = 1\n';

describe('fileNotes', () => {
  it.each([
    ['a sound file', '[a]\nx = 1\n', true, []],
    ['one that only some SDK trips over', MILD, true, []],
    [
      'the first time, in full',
      ONE,
      true,
      [/^~\/.aws\/credentials, line 2: duplicate section \[a\].*\nMerge the two sections/],
    ],
    ['each of two', TWO, true, [/line 2/, /line 3/]],
    [
      'later, one line',
      ONE,
      false,
      [/^Some tools cannot read ~\/.aws\/credentials\. For details: `aws-mfa doctor`$/],
    ],
    ['for two as well', TWO, false, [/^Some tools cannot read/]],
    ['later, nothing', MILD, false, []],
    ['a file that only Java and Rust refuse', '[a]\nk: v\n', true, [/line 2: a colon after the key k/]],
    ['one that only JavaScript refuses', '[__proto__]\n', true, [/line 1: .*the SDK for JavaScript cannot/s]],
    ['one that only Rust refuses', '[a]\nk = v\rl = w\n', true, [/line 2: .* lone carriage return/]],
  ])('%s', (_, text, isFirst, expected) => {
    expect(fileNotes(faults(text), PATH, isFirst)).toEqual(
      expected.map((pattern) => expect.stringMatching(pattern) as string),
    );
  });
});

it('allFileNotes leaves none out', () => {
  expect(allFileNotes(faults(MILD), PATH)).toHaveLength(1);
  expect(allFileNotes(faults(TWO), PATH)).toHaveLength(2);
});

it.each([
  ['an indented header', '[a]\nk = v\n  [b]\n', /line 3/],
  ['[DEFAULT]', '[DEFAULT]\nk = v\n', /line 1/],
  ['blanks in the brackets', '[ a ]\n', /line 1/],
  ['a comment right behind a header', '[a]# c\n', /line 1/],
  ['a section twice', ONE, /line 2/],
])('misleadingNotes: %s', (_, text, pattern) => {
  expect(misleadingNotes(faults(text), PATH)).toEqual([expect.stringMatching(pattern)]);
  expect(misleadingNotes(faults(MILD), PATH)).toEqual([]);
});

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
        /^mfa_serial of \[profile a\], mfa_serial of \[profile c\]: .*\[mfa\] needs no second code.*\nRemove it\.$/,
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
