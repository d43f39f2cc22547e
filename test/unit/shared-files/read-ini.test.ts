/** What the AWS CLI reads (each expectation was compared with botocore), and what its keys and lines are. */
import { describe, expect, it } from 'vitest';
import { readIni } from '../../../src/shared-files/read-ini.ts';
import { allValues } from '../../../src/shared-files/section-values.ts';
import { plainValues } from '../../support/plain-values.ts';
import { bytes, file } from './bytes.ts';

type Sections = Record<string, Record<string, string | undefined>>;

function read(text: string): Sections {
  const ini = readIni(text);
  return Object.fromEntries([...allValues(ini)].map(([name, keys]) => [name, plainValues(ini, keys)]));
}

describe('readIni', () => {
  it.each<[name: string, text: string, values: Sections]>([
    ['nothing', '', {}],
    ['an empty section', '[a]', { a: {} }],
    [
      '`=` and `:`, with and without blanks',
      '[a]\nb=1\nc = 2\nd:3\ne : 4',
      { a: { b: '1', c: '2', d: '3', e: '4' } },
    ],
    ['the first delimiter only', '[a]\nb=c:d=e\nf:g=h', { a: { b: 'c:d=e', f: 'g=h' } }],
    ['blanks in a key', '[a]\nb c = 1', { a: { 'b c': '1' } }],
    ['keys in lower case', '[a]\nAWS_Key = Value', { a: { aws_key: 'Value' } }],
    ['an empty value', '[a]\nb =\nc = 1', { a: { b: '', c: '1' } }],
    ['comments on lines of their own', '# x\n[a]\n ; y\nb = 1\n# z', { a: { b: '1' } }],
    ['comments behind a value as its part', '[a]\nb = 1 # x', { a: { b: '1 # x' } }],
    ['a continuation', '[a]\nb = 1\n  2\n\t3', { a: { b: '1\n2\n3' } }],
    ['a continuation behind blank lines', '[a]\nb = 1\n\n  2\n\n', { a: { b: '1\n\n2' } }],
    ['a continuation behind comments', '[a]\nb = 1\n# x\n  # y\n  2', { a: { b: '1\n2' } }],
    ['a continuation like a header', '[a]\nb = 1\n [c]\nd = 2', { a: { b: '1\n[c]', d: '2' } }],
    ['a continuation like a key', '[a]\nb = 1\n c = 2', { a: { b: '1\nc = 2' } }],
    ['parts below an empty value', '[a]\ns3 =\n  b = 1\n  c = 2', { a: { s3: '\nb = 1\nc = 2' } }],
    ['indented keys', '[a]\n  b = 1\n  c = 2\n d = 3', { a: { b: '1', c: '2', d: '3' } }],
    ['deeper than the key is what counts', '[a]\n  b = 1\n   2\n  c = 3', { a: { b: '1\n2', c: '3' } }],
    ['an indented header ahead of any key', '[a]\n  [b]\n  c = 1', { a: {}, b: { c: '1' } }],
    ['a name up to the last bracket', '[a] # [b]\nc = 1', { 'a] # [b': { c: '1' } }],
    ['a bracket as a name', '[]]\nc = 1', { ']': { c: '1' } }],
    ['blanks inside the brackets', '[ a ]\nb = 1', { ' a ': { b: '1' } }],
    ['anything behind the bracket', '[a]# x\nb = 1\n[c]d\ne = 2', { a: { b: '1' }, c: { e: '2' } }],
    ['CRLF and lone CR', '[a]\r\nb = 1\r\r\nc = 2\r', { a: { b: '1', c: '2' } }],
    ['NUL', '[a]\n\0 = \0x', { a: { '\0': '\0x' } }],
    ['percent signs', '[a]\nb = %(c)s', { a: { b: '%(c)s' } }],
    ['other alphabets', bytes('[営業]\nğ = ü\u00a0\u3000'), { 営業: { ğ: 'ü' } }],
    [
      '[DEFAULT] in all the others',
      '[a]\nb = 1\n[DEFAULT]\nb = 2\nc = 3\n[d]',
      { a: { b: '1', c: '3' }, d: { b: '2', c: '3' } },
    ],
    ['names that JavaScript objects have', '[constructor]\ntoString = 1', { constructor: { tostring: '1' } }],
  ])('reads %s', (_, text, values) => {
    expect(read(text)).toEqual(values);
  });

  it('takes __proto__ for a name like any other', () => {
    const values = allValues(readIni('[__proto__]\n__proto__ = 1'));
    expect(values.get('__proto__')?.get('__proto__')).toBe('1');
  });

  it.each<[name: string, text: string, values: Sections]>([
    ['a section that stands twice: merged', '[a]\nb = 1\nc = 1\n[a]\nc = 2', { a: { b: '1', c: '2' } }],
    ['a key that stands twice: the last', '[a]\nb = 1\nB = 2', { a: { b: '2' } }],
    ['lines without `=`: passed over', '[a]\nx\nb = 1\n= 2\n[]', { a: { b: '1' } }],
    ['lines ahead of the first section: passed over', 'x = 1\n[a]\nb = 1', { a: { b: '1' } }],
    ['a byte order mark: passed over', '\xef\xbb\xbf[a]\nb = 1', { a: { b: '1' } }],
    ['invalid UTF-8: kept as it is', '[a]\nb = \xe9', { a: { b: '\xe9' } }],
    ['a line that only ends a value', '[a]\nb = 1\nx\n 2', { a: { b: '1\n2' } }],
    ['a nameless key, which ends the value for good', '[a]\nb = 1\n= x\n 2=3', { a: { b: '1', 2: '3' } }],
  ])('goes on where the AWS CLI gives up: %s', (_, text, values) => {
    expect(read(text)).toEqual(values);
    expect(readIni(text).mistakes).not.toEqual([]);
  });

  it('knows the lines of each key and section', () => {
    const { sections, lineKinds } = readIni(
      file('# x', '[a]', 'b = 1', '', ' # y', '  2', '', '[c]', 'junk', 'd = 1'),
    );
    expect(sections).toEqual([
      { name: 'a', header: 1, last: 6, keys: [{ name: 'b', value: '1\n\n2', first: 2, last: 5 }] },
      { name: 'c', header: 7, last: 9, keys: [{ name: 'd', value: '1', first: 9, last: 9 }] },
    ]);
    expect(lineKinds).toEqual([
      ...['comment', 'header', 'key', 'blank', 'comment', 'continuation', 'blank'],
      ...['header', 'unreadable', 'key'],
    ]);
  });
});
