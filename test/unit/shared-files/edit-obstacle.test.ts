/** Which files are written, which are written with a warning, and which are refused, with the line to fix. */
import { describe, expect, it } from 'vitest';
import { editObstacle, likelyCause } from '../../../src/shared-files/edit-shared-file.ts';
import type { SectionEdit } from '../../../src/shared-files/edit-section.ts';
import type { FaultKind } from '../../../src/shared-files/ini-faults.ts';
import { faultsOf } from '../../../src/shared-files/tool-differences.ts';
import { readIni } from '../../../src/shared-files/read-ini.ts';
import { removeKeys } from '../../../src/shared-files/remove-keys.ts';
import { bytes } from './bytes.ts';

const EDIT: SectionEdit = {
  section: 'mfa',
  set: [
    ['aws_access_key_id', 'ASIA'],
    ['aws_secret_access_key', 's/+='],
    ['aws_session_token', 'T=='],
    ['x_source_profile', '営業'],
  ],
  drop: ['aws_security_token', 'expiration'],
};

const OURS = 'aws_access_key_id = x\naws_session_token = y\n';

describe('editObstacle', () => {
  it.each<[name: string, text: string, ...warnings: FaultKind[]]>([
    ['an empty file', ''],
    ['an ordinary file', `# x\n[default]\nregion = a\n\n[mfa]\n${OURS}\n# y\n[a.b/c]\n`],
    ['CRLF', '[mfa]\r\nregion = a\r\n[b]\r\n'],
    ['CRLF and LF', '[mfa]\nregion = a\r\n[b]\n'],
    ['no last line end', `[mfa]\n${OURS.trimEnd()}`],
    ['a comment apart from the header', `[mfa] # c\n${OURS}`],
    ['an indented section', '  [mfa]\n  region = a\n'],
    ['NUL', '[a]\nb = \0\n'],
    ['parts of a setting', '[mfa]\ns3 =\n  b = 1\n  c = 2\n[d]\n'],
    ['parts of a setting above our keys', `[mfa]\ns3 =\n  b = 1\n${OURS}`],
    ['a byte order mark', '\xef\xbb\xbf[a]\n', 'byte-order-mark'],
    ['a byte order mark ahead of the section', '\xef\xbb\xbf[mfa]\n', 'byte-order-mark'],
    ['invalid UTF-8', '# \xe9\n[mfa]\n', 'not-utf8'],
    ['keys before any section', 'a = 1\n[mfa]\n', 'before-first-section'],
    ['a line without `=`', '[a]\nfoo\n', 'no-equals-sign'],
    ['a line without `=` in the section', `[mfa]\nfoo\n${OURS}`, 'no-equals-sign'],
    ['another section twice', '[a]\n[b]\n[a]\n', 'section-twice'],
    ['another key twice', '[mfa]\nregion = a\nregion = b\n', 'key-twice'],
    ['one of our keys twice', `[mfa]\n${OURS}aws_session_token = z\n`, 'key-twice'],
    [
      'one of our keys twice, in capitals',
      `[mfa]\n${OURS}AWS_SESSION_TOKEN = z\n`,
      'key-twice',
      'key-with-capitals',
    ],
    ['one of our keys with a colon', '[mfa]\naws_session_token: a=b\n', 'key-with-colon'],
    ['continuation lines of ours', '[mfa]\naws_session_token = a\n  b\n'],
    ['another section with blanks', '[ a ]\n[mfa]\n', 'header-with-blanks'],
    ['[DEFAULT]', '[DEFAULT]\nregion = x\n[mfa]\n', 'default-section'],
    ['[constructor]', '[constructor]\na = 1\n', 'name-lost'],
    ['[__proto__]', '[__proto__]\na = 1\n', 'name-refused'],
    ['two words', '[my mfa]\n', 'name-lost'],
    ['other alphabets', bytes('[営業]\na = ü\n')],
    ['an indented header of another name', '[a]\nb = 1\n [c]\n', 'indented-header'],
    ['an indented key elsewhere', '[a]\nb = 1\n z=2\n', 'indented-key'],
    ['a CR in a comment', '# a\r# b\n[mfa]\n', 'carriage-return'],
    ['an indented comment', `[mfa]\n${OURS}  # c\n`, 'indented-comment'],
  ])('is nothing for %s', (_, text, ...warnings) => {
    expect(editObstacle(text, [EDIT])).toBeUndefined();
    expect(faultsOf(readIni(text)).map(({ kind }) => kind)).toEqual(warnings);
  });

  it.each<[name: string, text: string, line: number, kind: FaultKind]>([
    ['the section twice', '[mfa]\n[a]\n[mfa]\n', 3, 'section-twice'],
    ['blanks in the brackets', '[a]\n[ mfa ]\n', 2, 'header-with-blanks'],
    ['blanks in the brackets of a second one', '[mfa]\n[mfa ]\n', 2, 'header-with-blanks'],
    ['an indented header below a key', '[a]\nb = 1\n  [mfa]\n', 3, 'indented-header'],
    ['an indented header beside the section', '[a]\nb = 1\n  [mfa]\n[mfa]\n', 3, 'indented-header'],
    ['a comment right behind the header', `[a]\n[mfa]# c\n${OURS}`, 2, 'header-with-tail'],
    ['a bracket in the comment', `[a]\n[mfa] # see [x]\n${OURS}`, 2, 'header-with-tail'],
    ['a bracket behind the header', '[mfa]]\n', 1, 'header-with-tail'],
    ['a stale key in [DEFAULT]', '[DEFAULT]\nb = 1\naws_security_token = x\n[mfa]\n', 3, 'inherited-key'],
    ['lone CR as line ends', '[a]\rb = 1\r', 1, 'carriage-return'],
    ['lone CR as line ends of the section', '[a]\n[mfa]\rregion = 1\n', 2, 'carriage-return'],
    ['an indented key below one of ours', '[mfa]\naws_session_token = a\n  region = b\n', 3, 'indented-key'],
    [
      'an indented header below one of ours',
      '[mfa]\naws_session_token = a\n [b]\n c = 1\n',
      3,
      'indented-header',
    ],
    [
      'an indented key without value above ours',
      '[mfa]\n  s3 =\n    b = 1\n  region = c\n',
      1,
      'read-differently',
    ],
    ['blanks that only Python knows', '[mfa]\n\x1fregion = a\n  x\n', 1, 'read-differently'],
  ])('is %s', (_, text, line, kind) => {
    const obstacle = editObstacle(text, [EDIT]);
    expect(obstacle).toMatchObject({ line, kind });
    expect(obstacle?.hint).toMatch(/^[A-Z].*\.$/);
  });

  it('is the header of the section itself, where not every tool reads it by that name', () => {
    const edit = { ...EDIT, section: ' mfa ' };
    expect(editObstacle(`[ mfa ]\n${OURS}`, [edit])).toMatchObject({ line: 1, kind: 'header-with-blanks' });
  });

  it.each([
    ['constructor', 'name-lost'],
    ['my mfa', 'name-lost'],
    ['__proto__', 'name-refused'],
  ] as const)('is the name [%s]', (section, kind) => {
    expect(editObstacle(`[${section}]\na = 1\n`, [{ ...EDIT, section }])?.kind).toBe(kind);
    expect(editObstacle('', [{ ...EDIT, section }])).toMatchObject({ kind: 'read-differently', line: 1 });
  });

  it.each(['a\nb', 'a # b', ' a', '', 'a\x1f'])('is a value that does not come back: %j', (value) => {
    expect(editObstacle('', [{ section: 'mfa', set: [['k', value]], drop: [] }])?.kind).toBe(
      'read-differently',
    );
  });

  it('takes the quoted spelling of a profile of the config file for that profile', () => {
    const edit = { section: 'profile mfa', set: [['region', 'x']], drop: [] } as const;
    expect(editObstacle('[profile "mfa"]\na = 1\n', [edit])).toBeUndefined();
    expect(editObstacle('[profile "mfa"]\n[profile mfa]\n', [edit])).toMatchObject({
      kind: 'section-twice',
      line: 2,
    });
  });

  it('judges any other way of editing as well', () => {
    const removal = { section: 'mfa', set: [], drop: ['aws_session_token'] };
    const judge = (text: string) => editObstacle(text, [removal], removeKeys(text, ['mfa'], removal.drop));
    expect(judge('[a]\nb = 1\n\n[mfa]\naws_session_token = x\n')).toBeUndefined();
    // What is taken out leaves the section with what [DEFAULT] lent it before.
    expect(judge('[DEFAULT]\naws_session_token = y\n[mfa]\naws_session_token = x\n')).toBeUndefined();
    expect(judge('[mfa]\naws_session_token = x\n  region = y\n')).toMatchObject({
      kind: 'indented-key',
      line: 3,
    });
  });
});

describe('likelyCause', () => {
  it('looks in the section first, then in the rest of the file', () => {
    const elsewhere = '[a]# b\n[mfa]\n';
    expect(likelyCause(readIni(elsewhere), 'mfa').line).toBe(1);
    expect(likelyCause(readIni(`${elsewhere}k = 1\n z = 2\n`), 'mfa').line).toBe(4);
  });

  it('names the section itself where nothing stands out', () => {
    expect(likelyCause(readIni('[a]\n[mfa]\n'), 'mfa')).toMatchObject({
      line: 2,
      kind: 'read-differently',
    });
  });
});
