/** Unusual files for property tests: as bytes, one character a byte. */
import fc from 'fast-check';

/** Text as the bytes of a file. */
const bytes = (text: string): string => Buffer.from(text, 'utf8').toString('latin1');

const NAMES = [
  'mfa',
  'mfa',
  'a',
  'default',
  'profile x',
  'profile "x"',
  'a.b:/@+%-_',
  ' mfa ',
  'my mfa',
  'DEFAULT',
];
const ODD_NAMES = ['constructor', '__proto__', ']', '[q]', 'mfa] # see [x', bytes('営業')];
const KEYS = [
  'aws_access_key_id',
  'aws_session_token',
  'AWS_ACCESS_KEY_ID',
  'aws_security_token',
  'region',
  'k',
  'K',
];
const ODD_KEYS = ['a b', '__proto__', 'toString', bytes('ğ'), '\0'];
const VALUES = [
  'v',
  'AKIA/+==',
  '',
  'v # c',
  'a=b',
  'a:b',
  '"q"',
  '%(x)s',
  '[z]',
  bytes('ü'),
  '\xe9',
  '\0',
  'x\v\x85y',
];
const INDENTS = ['', '', '', '', ' ', '  ', '\t', bytes('\u00a0'), '\x1c', bytes('\ufeff')];
const TAILS = ['', '', '', '# c', ' # c', ' ;x', 'x', ' ]', ' # see [x]'];
const OTHERS = ['', '', '  ', 'junk', '= v', '[]', '[', '[mfa', '\xff', 'x'.repeat(5000), bytes('a\u2028b')];
const LINE_ENDS = ['\n', '\n', '\r\n', '\r'];

const oneOf = (values: readonly string[]) => fc.constantFrom(...values);
const joined = (...parts: fc.Arbitrary<string>[]) => fc.tuple(...parts).map((texts) => texts.join(''));

const header = joined(
  oneOf(INDENTS),
  oneOf(['[']),
  oneOf([...NAMES, ...ODD_NAMES]),
  oneOf([']']),
  oneOf(TAILS),
);
const key = joined(
  oneOf(INDENTS),
  oneOf([...KEYS, ...ODD_KEYS]),
  oneOf(['=', ' = ', ' : ', ':']),
  oneOf(VALUES),
);
const comment = joined(oneOf(INDENTS), oneOf(['#', '; ']), oneOf(['c', '[mfa]', 'k = v', bytes('ü')]));
const line = fc.oneof(
  { weight: 3, arbitrary: header },
  { weight: 9, arbitrary: key },
  { weight: 2, arbitrary: comment },
  { weight: 2, arbitrary: joined(oneOf(INDENTS), oneOf(OTHERS)) },
);

/** Most end their lines in one way, some mix; some begin with a byte order mark, some lack the last line end. */
export function nastyFile(): fc.Arbitrary<string> {
  const usualEnd = oneOf(LINE_ENDS);
  const lines = fc.array(fc.tuple(line, oneOf(LINE_ENDS)), { maxLength: 16 });
  return fc
    .record({ usualEnd, lines, isMixed: fc.nat(3), hasMark: fc.nat(19), isCut: fc.nat(3) })
    .map(({ usualEnd: end, lines: all, isMixed, hasMark, isCut }) => {
      const text = all.map(([words, own]) => words + (isMixed === 0 ? own : end)).join('');
      return (hasMark === 0 ? '\xef\xbb\xbf' : '') + (isCut === 0 ? text.replace(/[\r\n]+$/, '') : text);
    });
}

const SOUND_HEADERS = ['[a]', '[default] # c', '[a.b:/@+%-_] ; c', '[profile y]'];
const SOUND_COMMENTS = ['# [mfa]', `; ${bytes('ü')}`];
const SOUND_KEYS = [
  'k = v',
  'other=a=b:c',
  'aws_access_key_id = AKIA/+==',
  'aws_session_token = wrapped\n      token',
  'aws_security_token=%(x)s',
  'region = eu-west-1',
  '',
  '  ',
];
const NESTED = 's3 =\n    region = x';

/** Files that every tool reads: no duplicate sections or keys, consistent indentation, no lone CR. */
export function soundFile(): fc.Arbitrary<string> {
  const someOf = (...lines: string[]) => fc.uniqueArray(oneOf(lines));
  const own = fc.oneof(
    someOf(...SOUND_KEYS, ...SOUND_COMMENTS, NESTED),
    someOf(...SOUND_KEYS).map((lines) => lines.map((words) => `  ${words}`)),
  );
  const parts = {
    before: someOf(...SOUND_HEADERS, ...SOUND_COMMENTS, ...SOUND_KEYS, NESTED),
    header: oneOf(['', '[mfa]', '[profile x]', '[mfa] # c']),
    own,
  };
  return fc
    .record({ ...parts, end: oneOf(['\n', '\r\n']), isCut: fc.boolean() })
    .map(({ before, header, own: after, end, isCut }) => {
      const lines = ['[first]', ...before, ...(header ? [header, ...after] : [])];
      return lines.join('\n').replaceAll('\n', end) + (isCut ? '' : end);
    });
}
