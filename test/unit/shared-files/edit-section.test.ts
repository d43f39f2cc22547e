/** Whole files before and after an edit. */
import { describe, expect, it } from 'vitest';
import { editSections, type SectionEdit } from '../../../src/shared-files/edit-section.ts';
import { bytes, file } from './bytes.ts';

const EDIT: SectionEdit = {
  section: 'mfa',
  set: [
    ['aws_access_key_id', 'ASIA'],
    ['aws_session_token', 'T=='],
  ],
  drop: ['aws_security_token', 'expiration'],
};

const ID = 'aws_access_key_id = ASIA';
const TOKEN = 'aws_session_token = T==';
const SECTION = ['[mfa]', ID, TOKEN];

/** What comes out, also of a second edit. */
function edited(text: string, edit = EDIT): string {
  const once = editSections(text, [edit]);
  expect(editSections(once, [edit])).toBe(once);
  return once;
}

describe('a new section', () => {
  it.each([
    ['an empty file', '', file(...SECTION)],
    ['a file', file('[a]', 'b = 1'), file('[a]', 'b = 1', '', ...SECTION)],
    ['no last line end', '[a]\nb = 1', file('[a]', 'b = 1', '', ...SECTION)],
    ['a blank line at the end', file('[a]', ''), file('[a]', '', ...SECTION)],
    ['blanks at the end', '[a]\n  ', file('[a]', '  ', ...SECTION)],
    ['a comment at the end', file('[a]', '# x'), file('[a]', '# x', '', ...SECTION)],
    ['CRLF', '[a]\r\nb = 1\r\n', `[a]\r\nb = 1\r\n\r\n${SECTION.join('\r\n')}\r\n`],
    ['mostly CRLF', '[a]\r\nb = 1\nc = 2\r\n', `[a]\r\nb = 1\nc = 2\r\n\r\n${SECTION.join('\r\n')}\r\n`],
    ['mostly LF', '[a]\nb = 1\nc = 2\r\n', `[a]\nb = 1\nc = 2\r\n\n${file(...SECTION)}`],
    ['a byte order mark', '\xef\xbb\xbf[a]\n', `\xef\xbb\xbf[a]\n\n${file(...SECTION)}`],
    ['a byte order mark alone', '\xef\xbb\xbf', `\xef\xbb\xbf${file(...SECTION)}`],
    ['invalid UTF-8', '# \xe9\xff\n', `# \xe9\xff\n\n${file(...SECTION)}`],
    ['NUL', '\0\n', `\0\n\n${file(...SECTION)}`],
    ['an open continuation', file('[a]', 'b =', '  c = 1'), file('[a]', 'b =', '  c = 1', '', ...SECTION)],
    ['a header in a value', file('[a]', 'b = 1', ' [mfa]'), file('[a]', 'b = 1', ' [mfa]', '', ...SECTION)],
    ['a header in a comment', file('#[mfa]'), file('#[mfa]', '', ...SECTION)],
    [
      'names that only resemble it',
      file('[mfa.x]', '[xmfa]', '[MFA]'),
      file('[mfa.x]', '[xmfa]', '[MFA]', '', ...SECTION),
    ],
  ])('at the end of %s', (_, before, after) => {
    expect(edited(before)).toBe(after);
  });

  it('is not made for keys to drop alone', () => {
    expect(edited('[a]\n', { ...EDIT, set: [] })).toBe('[a]\n');
  });

  it('holds other alphabets as UTF-8', () => {
    const edit = { section: 'mfa', set: [['x_source_profile', '営業']], drop: [] } as const;
    expect(edited('', edit)).toBe(bytes('[mfa]\nx_source_profile = 営業\n'));
  });
});

describe('keys that stand there', () => {
  it.each([
    ['where they are', ['[mfa]', TOKEN, ID], ['[mfa]', TOKEN, ID]],
    ['with another value', ['[mfa]', 'aws_access_key_id=x', 'aws_session_token  =y'], SECTION],
    ['with a colon', ['[mfa]', 'aws_access_key_id: x', 'aws_session_token:y'], SECTION],
    ['in capitals', ['[mfa]', 'AWS_ACCESS_KEY_ID = x', 'Aws_Session_Token = y'], SECTION],
    [
      'without value',
      ['[mfa]', 'aws_access_key_id', 'aws_access_key_id =', TOKEN],
      ['[mfa]', 'aws_access_key_id', ID, TOKEN],
    ],
    ['with a comment in the value', ['[mfa]', `${ID} # mine`, TOKEN], SECTION],
    [
      'with their indent',
      ['[mfa]', '  aws_access_key_id = x', '\tregion = y'],
      ['[mfa]', `  ${ID}`, `  ${TOKEN}`, '\tregion = y'],
    ],
    [
      'with their continuation',
      ['[mfa]', ID, 'aws_session_token = a', '  b', '', '  c', 'd = 1'],
      ['[mfa]', ID, TOKEN, '', 'd = 1'],
    ],
    [
      'but not the comments in it',
      ['[mfa]', ID, 'aws_session_token = a', '# x', '  b', '  # y', '  c'],
      ['[mfa]', ID, TOKEN, '# x', '  # y'],
    ],
    [
      'once',
      ['[mfa]', ID, 'AWS_ACCESS_KEY_ID = x', 'region = y', TOKEN, ' aws_access_key_id: z'],
      ['[mfa]', ID, 'region = y', TOKEN],
    ],
    [
      'only in this section',
      ['[a]', 'aws_access_key_id = x', ...SECTION, '[b]', 'aws_session_token = y'],
      ['[a]', 'aws_access_key_id = x', ...SECTION, '[b]', 'aws_session_token = y'],
    ],
  ])('are rewritten %s', (_, before, after) => {
    expect(edited(file(...before))).toBe(file(...after));
  });

  it.each([
    [
      'between others',
      ['[mfa]', ID, 'aws_security_token = x', 'region = y', TOKEN, '# z'],
      ['[mfa]', ID, 'region = y', TOKEN, '# z'],
    ],
    [
      'at the end',
      ['[mfa]', ID, TOKEN, 'Expiration: x', ' y', '', '# z', '[a]'],
      ['[mfa]', ID, TOKEN, '', '# z', '[a]'],
    ],
    [
      'leaving their place to the missing',
      ['[mfa]', 'a = 1', 'expiration = x', 'b = 2'],
      ['[mfa]', 'a = 1', ID, TOKEN, 'b = 2'],
    ],
  ])('and are to go, go %s', (_, before, after) => {
    expect(edited(file(...before))).toBe(file(...after));
  });

  it('keep the line end of each line', () => {
    expect(edited('[mfa]\naws_access_key_id=x\r\naws_session_token=y\n')).toBe(`[mfa]\n${ID}\r\n${TOKEN}\n`);
    expect(edited('[mfa]\r\naws_access_key_id=x\naws_session_token=y')).toBe(`[mfa]\r\n${ID}\n${TOKEN}`);
  });

  it('are found behind a byte order mark and beside bytes that are not UTF-8', () => {
    const text = '\xef\xbb\xbf[mfa]\naws_access_key_id = \xff\nregion = \xe9\n';
    expect(edited(text)).toBe(`\xef\xbb\xbf[mfa]\n${ID}\n${TOKEN}\nregion = \xe9\n`);
  });

  it('keep an indent beyond ASCII, and only that', () => {
    const text = bytes('[mfa]\n\u00a0aws_access_key_id = x\n');
    expect(edited(text)).toBe(bytes(`[mfa]\n\u00a0${ID}\n\u00a0${TOKEN}\n`));
  });
});

describe('keys that are missing', () => {
  it.each([
    ['behind the last of ours', ['[mfa]', 'a = 1', ID, 'b = 2'], ['[mfa]', 'a = 1', ID, TOKEN, 'b = 2']],
    ['below the header', ['[mfa]', 'a = 1', '', '# x', '[b]'], [...SECTION, 'a = 1', '', '# x', '[b]']],
    ['below a lonely header', ['[mfa]', '', '# x', '[b]'], [...SECTION, '', '# x', '[b]']],
    ['below a header with a comment', ['[mfa] # x', 'a = 1'], ['[mfa] # x', ID, TOKEN, 'a = 1']],
    ['above parts of another key', ['[mfa]', 's3 =', '  a = 1'], [...SECTION, 's3 =', '  a = 1']],
    [
      'behind indented keys',
      ['[mfa]', '  a = 1', '  b = 2', '', '[c]'],
      ['[mfa]', '  a = 1', '  b = 2', `  ${ID}`, `  ${TOKEN}`, '', '[c]'],
    ],
    [
      'behind what belongs to them',
      ['[mfa]', '  a = 1', ' b = 2', '   3', ' # x', '# y'],
      ['[mfa]', '  a = 1', ' b = 2', '   3', ' # x', ` ${ID}`, ` ${TOKEN}`, '# y'],
    ],
    [
      'behind indented lines without a key',
      ['[mfa]', '', '  junk', '', ' # x', '', '[b]'],
      ['[mfa]', '', '  junk', '', ' # x', ID, TOKEN, '', '[b]'],
    ],
    [
      'behind an indented comment',
      ['[mfa]', '  # x', '# y', '[b]'],
      ['[mfa]', '  # x', ID, TOKEN, '# y', '[b]'],
    ],
    [
      'ahead of an indented header',
      ['[mfa]', '', ' [b]', ' c = 1'],
      ['[mfa]', ` ${ID}`, ` ${TOKEN}`, '', ' [b]', ' c = 1'],
    ],
  ])('come %s', (_, before, after) => {
    expect(edited(file(...before))).toBe(file(...after));
  });

  it('come with the line end of the line above', () => {
    expect(edited(`[a]\n[mfa]\n${ID}\r\n`)).toBe(`[a]\n[mfa]\n${ID}\r\n${TOKEN}\r\n`);
    expect(edited('[mfa]\r\na = 1\n[b]\n')).toBe(`[mfa]\r\n${ID}\r\n${TOKEN}\r\na = 1\n[b]\n`);
  });

  it('leave a missing last line end missing', () => {
    expect(edited('[a]\r\n[mfa]')).toBe(`[a]\r\n[mfa]\r\n${ID}\r\n${TOKEN}`);
    expect(edited(`[mfa]\n${ID}`)).toBe(`[mfa]\n${ID}\n${TOKEN}`);
  });
});

describe('sections of any name', () => {
  const settings = { set: [['region', 'eu-west-1']], drop: [] } as const;

  it.each([
    ['profile mfa', '[profile "mfa"]\na = 1\n', '[profile "mfa"]\nregion = eu-west-1\na = 1\n'],
    ['profile mfa', '[mfa]\n', '[mfa]\n\n[profile mfa]\nregion = eu-west-1\n'],
    ['a.b/c', '[a.b]\n[a.b/c]\n[a]\n', '[a.b]\n[a.b/c]\nregion = eu-west-1\n[a]\n'],
    ['constructor', '[a]\n', '[a]\n\n[constructor]\nregion = eu-west-1\n'],
    ['__proto__', '[__proto__]\n', '[__proto__]\nregion = eu-west-1\n'],
  ])('%s', (section, before, after) => {
    expect(edited(before, { section, ...settings })).toBe(after);
  });
});

it('edits a file of five megabytes on one line', () => {
  for (const piece of ['x y', ' ', '#', ' #', '[', ']', '=', ':', '"', bytes('ü')]) {
    const line = piece.repeat(5_000_000 / piece.length);
    expect(edited(`[a]\nb = ${line}\n`).endsWith(`\n\n${file(...SECTION)}`)).toBe(true);
    expect(edited(`${line}\n[mfa]\n`)).toBe(`${line}\n${file(...SECTION)}`);
  }
}, 120_000);

describe('several sections in one edit', () => {
  const WORK: SectionEdit = { section: 'work', set: [['region', 'eu-west-1']], drop: ['output'] };
  it.each([
    [
      'both exist',
      file('[work]', 'output = json', '[mfa]', ID),
      file('[work]', 'region = eu-west-1', ...SECTION),
    ],
    ['the second is new', file('[mfa]'), file(...SECTION, '', '[work]', 'region = eu-west-1')],
    ['both are new', '[a]', file('[a]', '', ...SECTION, '', '[work]', 'region = eu-west-1')],
  ])('%s', (_, before, after) => {
    expect(editSections(before, [EDIT, WORK])).toBe(after);
    expect(editSections(editSections(before, [EDIT]), [WORK])).toBe(after);
  });
});
