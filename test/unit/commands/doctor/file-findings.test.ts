/** What the doctor says of a file: its place, its permissions, its text. */
import { describe, expect, it } from 'vitest';
import {
  fileStateFindings,
  type FoundFile,
  fileTextFindings,
} from '../../../../src/commands/doctor/files.ts';
import { readIni } from '../../../../src/shared-files/read-ini.ts';
import { toldFindings } from '../../../support/findings.ts';
import { words } from '../../../support/thrown-by.ts';

const PATH = '~/.aws/credentials';
const SOUND: FoundFile = {
  which: 'credentials',
  path: PATH,
  kind: 'file',
  target: undefined,
  mode: 0o600,
  folder: { path: '~/.aws', mode: 0o700 },
  hasKeys: true,
  namedBy: undefined,
};
const found = (changes: Partial<FoundFile>) => toldFindings(fileStateFindings({ ...SOUND, ...changes }));
const amiss = (changes: Partial<FoundFile>) => found(changes).filter((line) => /^(warning|error)/.test(line));

describe('fileStateFindings', () => {
  it('a sound file', () => {
    expect(found({})).toEqual([
      `ok credentials-file: ${PATH}: found`,
      `ok credentials-privacy: ${PATH}: private`,
    ]);
  });

  it.each<[what: string, changes: Partial<FoundFile>, expected: string]>([
    [
      'a config file without keys',
      { which: 'config', hasKeys: false, mode: 0o644 },
      'ok config-privacy: …: has no keys',
    ],
    [
      'a system without such rights',
      { mode: undefined },
      'skipped credentials-privacy: …: permissions are not…',
    ],
    ['no file', { kind: 'missing', mode: undefined }, `skipped credentials-file: ${PATH}: does not exist`],
  ])('is content with %s', (_, changes, expected) => {
    expect(amiss(changes)).toEqual([]);
    expect(found(changes)).toContainEqual(expect.stringMatching(words(expected)));
  });

  it.each<[what: string, changes: Partial<FoundFile>, expected: string]>([
    [
      'others who may write',
      { mode: 0o622 },
      'warning credentials-privacy: Other users of this machine can write to …(mode 622). | `chmod 600…',
    ],
    [
      'a path that a shell would take apart',
      { mode: 0o604, path: '/my keys' },
      "warning … | `chmod 600 '/my keys'`",
    ],
    [
      'a folder that others may write to, and no file in it yet',
      { kind: 'missing', mode: undefined, folder: { path: '~/.aws', mode: 0o770 } },
      'warning credentials-privacy: …replace files in ~/.aws (mode 770)…',
    ],
  ])('warns of %s', (_, changes, expected) => {
    expect(amiss(changes)).toEqual([expect.stringMatching(words(expected))]);
  });

  it('a folder like /tmp, in which nobody can replace the file of another', () => {
    expect(amiss({ folder: { path: '/tmp', mode: 0o1777 } })).toEqual([]);
  });

  it.each<Partial<FoundFile>>([{}, { kind: 'missing' }, { kind: 'other' }, { mode: 0o666 }])(
    'has a word on every check: %j',
    (changes) => {
      const ids = fileStateFindings({ ...SOUND, ...changes }).map(({ id }) => id);
      expect(new Set(ids)).toEqual(new Set(['credentials-file', 'credentials-privacy']));
    },
  );
});

const inCredentials = (text: string) => toldFindings(fileTextFindings('credentials', '~/c', readIni(text)));
const inConfig = (text: string) => toldFindings(fileTextFindings('config', '~/c', readIni(text)));

describe('fileTextFindings', () => {
  it.each([
    ['a sound file', '[a]\nk = v\n'],
    ['nothing', ''],
    ['a literal %', '[a]\nk = 100%\n'],
    ['a command in quotes', '[a]\ncredential_process = "/my tools/keys" "a b"\nmfa_process = "x y"\n'],
  ])('is content with %s', (_, text) => {
    expect(inCredentials(text)).toEqual(['ok credentials-text: ~/c: every tool reads it the same way']);
  });

  it.each([
    [
      'bytes that are not UTF-8',
      '[a]\n# \xe9\n',
      'line 2: a character that is not UTF-8 (…). | Save the file as UTF-8…',
    ],
    ['a key twice', '[a]\nk = v\nk = v\n', 'line 3: duplicate key k…'],
    ['a key ahead of it all', 'k = v\n[a]\n', 'line 1: a line before the first section…'],
    ['a colon', '[a]\nk: v\n', 'line 2: a colon after the key k…'],
    ['a name that JavaScript refuses', '[__proto__]\n', 'line 1: the name of section [__proto__]…'],
  ])('is stopped by %s', (_, text, expected) => {
    expect(inCredentials(text)).toEqual([
      expect.stringMatching(words(`error credentials-text: ~/c, ${expected}`)),
    ]);
  });

  it.each([
    ['quotes that only Go drops', '[a]\noutput = "json"\n', 'line 2: quotes around the value of output…'],
    ['a comment behind a value', '[a]\nk = v # c\n', 'line 2: a comment after the value of k…'],
    ['blanks in brackets', '[ a ]\n', 'line 1: spaces inside the brackets of [ a ]…'],
    ['an indented header', '[a]\nk = v\n [b]\n', 'line 3: an indented section header below a key…'],
    ['[DEFAULT]', '[DEFAULT]\n', 'line 1: [DEFAULT] in capitals…'],
    ['capitals', '[a]\nRegion = x\n', 'line 2: capitals in the key region…'],
  ])('warns of %s', (_, text, expected) => {
    expect(inCredentials(text)).toEqual([
      expect.stringMatching(words(`warning credentials-text: ~/c, ${expected}`)),
    ]);
  });

  it('names the lines of the same fault together, and five of them at most', () => {
    expect(inCredentials('[a]\nx\ny\nz\n')).toEqual([
      expect.stringMatching(/~\/c, lines 2, 3 and 4: a line that/),
    ]);
    expect(inCredentials(`[a]\n${'junk\n'.repeat(7)}`)).toEqual([
      expect.stringMatching(/~\/c, lines 2, 3, 4, 5, 6 and 2 more: a line that/),
    ]);
  });

  it('tells different faults apart, in the order of the file', () => {
    expect(inCredentials('[a]\njunk\n[a]\n[b]\n[b]\n')).toEqual([
      expect.stringContaining('line 2: a line that'),
      expect.stringContaining('line 3: duplicate section [a]'),
      expect.stringContaining('line 5: duplicate section [b]'),
    ]);
  });

  it('a profile without that word, which only the config file wants', () => {
    expect(inConfig('[default]\n[profile a]\n[work]\n[sso-session x]\n[services y]\n[plugins]\n')).toEqual([
      'warning config-text: ~/c, line 3: [work] without the word "profile" (in this file, no tool reads it as a profile). | Change it to [profile work].',
    ]);
    expect(inCredentials('[work]\n')).toEqual([expect.stringMatching(/^ok/)]);
  });

  it.each([
    ['[default]\n[profile default]\n', 2, 'default'],
    ['[profile default]\n[a]\n[default]\n', 3, 'default'],
    ["[profile a]\n[profile b]\n[profile 'a']\n", 3, 'a'],
  ])('two sections of one profile: %j', (text, line, name) => {
    expect(inConfig(text)).toContainEqual(
      `error config-text: ~/c, line ${line}: a second section of profile ${name} (the AWS CLI uses only the last one; SDKs use another one, or both). | Merge the two sections.`,
    );
    expect(inCredentials(text).join()).not.toContain('second section');
  });

  it('the word "profile", which only the config file has', () => {
    const fault = 'the word "profile" before the name a (only the config file has that word; here,';
    for (const header of ['profile a', "profile 'a'", 'Profile a', 'profile  a'])
      expect(inCredentials(`[b]\n[${header}]\n`)).toContainEqual(
        expect.stringMatching(
          words(`error credentials-text: ~/c, line 2: ${fault}…| In this file, write [a].`),
        ),
      );
    expect(inConfig('[profile a]\n')).toEqual([expect.stringMatching(/^ok/)]);
  });

  it.each(['Profile a', 'PROFILE a'])('capitals in that word: [%s]', (header) => {
    expect(inConfig(`[${header}]\n`)).toEqual([
      `warning config-text: ~/c, line 1: capitals in the word "profile" of [${header}] (the AWS CLI does not read the section as a profile). | Write "profile" in lower case.`,
    ]);
  });

  it('never shows a value', () => {
    const told = inCredentials(
      'secret-value\n[a]\nsecret-value\naws_secret_access_key: "secret-value" # secret-value\n',
    );
    expect(told.length).toBeGreaterThan(3);
    expect(told.join()).not.toContain('secret-value');
  });
});
