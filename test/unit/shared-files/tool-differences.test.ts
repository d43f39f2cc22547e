/** Every way of writing that tools read differently: what the AWS CLI makes of it, and which fault is reported. */
import { describe, expect, it } from 'vitest';
import { faultsOf } from '../../../src/shared-files/tool-differences.ts';
import type { FaultKind } from '../../../src/shared-files/ini-faults.ts';
import { readIni } from '../../../src/shared-files/read-ini.ts';
import { bytes } from './bytes.ts';

type Found = [line: number, kind: FaultKind, stopsAwsCli: boolean];

function faults(text: string): Found[] {
  return faultsOf(readIni(text)).map(({ line, kind, stopsAwsCli }) => [line, kind, stopsAwsCli]);
}

describe('what some tool cannot read', () => {
  it.each<[name: string, text: string, ...found: Found[]]>([
    ['a section twice', '[a]\n[b]\n[a]', [3, 'section-twice', true]],
    ['a key twice', '[a]\nb = 1\nc = 1\nb = 1', [4, 'key-twice', true]],
    [
      'a key twice, once in capitals',
      '[a]\nk = 1\nK = 2',
      [3, 'key-twice', true],
      [3, 'key-with-capitals', false],
    ],
    [
      'a key twice in two [DEFAULT]',
      '[DEFAULT]\nk=1\n[DEFAULT]\nk=1',
      [1, 'default-section', false],
      [3, 'default-section', false],
      [4, 'key-twice', true],
    ],
    ['a junk line', '[a]\nfoo', [2, 'no-equals-sign', true]],
    ['a nameless key', '[a]\n = foo', [2, 'no-equals-sign', true]],
    ['a key before the first section', 'a = 1\n[b]', [1, 'before-first-section', true]],
    ['a byte order mark', '\xef\xbb\xbf[a]', [1, 'byte-order-mark', true]],
    ['a byte order mark alone', '\xef\xbb\xbf', [1, 'byte-order-mark', true]],
    ['invalid UTF-8 in a comment', '[a]\n# \xe9', [2, 'not-utf8', true]],
    ['an overlong encoding', '[a]\n# \xc0\xaf', [2, 'not-utf8', true]],
    ['blanks in the brackets', '[ a ]', [1, 'header-with-blanks', false]],
    ['an indented header after a key', '[a]\nb = 1\n [c]', [3, 'indented-header', false]],
    ['a comment right behind a header', '[a]# c', [1, 'header-with-tail', false]],
    ['a bracket in the comment', '[a] # see [x]', [1, 'header-with-tail', false]],
    ['two words', '[my a]', [1, 'name-lost', false]],
    ['other alphabets in the config file', bytes('[profile 営業]'), [1, 'name-lost', false]],
    ['[DEFAULT]', '[DEFAULT]', [1, 'default-section', false]],
    ['[constructor]', '[constructor]', [1, 'name-lost', false]],
    ['[__proto__]', '[__proto__]', [1, 'name-refused', false]],
    ['capitals', '[a]\nAWS_ACCESS_KEY_ID = 1', [2, 'key-with-capitals', false]],
    ['a colon', '[a]\nb: c=1', [2, 'key-with-colon', false]],
    ['a comment behind a value', '[a]\nb = 1 # c', [2, 'comment-in-value', false]],
    ['a value like a comment', '[a]\nb = #c', [2, 'comment-in-value', false]],
    ['an indented comment', '[a]\nb = 1\n # c', [3, 'indented-comment', false]],
    ['an indented key', '[a]\nb = 1\n z=2', [3, 'indented-key', false]],
    ['a part without `=`', '[a]\nb =\n  c', [3, 'nested-without-equals-sign', true]],
    ['quotes', '[a]\nb = "v"', [2, 'quoted-value', false]],
    ['a lone CR', '[a]\rb = 1\r', [1, 'carriage-return', false]],
  ])('%s', (_, text, ...found) => {
    expect(faults(text)).toEqual(found);
  });

  it.each<[name: string, text: string]>([
    [
      'an ordinary file',
      '# c\n[default]\naws_access_key_id = AKIA\nregion=x\n\n; c\n[a.b:/@+%-_]\nk = a=b:c\n',
    ],
    ['CRLF and no last line end', '[a]\r\nb = 1'],
    ['a literal %', '[a]\nb = %x'],
    ['the parts of a setting', '[profile a]\ns3 =\n  b = 1\n  c = 2\nregion = x'],
    ['a comment apart from a header', '[a] # c\nb = 1\n[c] ; d'],
    ['the names of the config file', '[profile a]\n[sso-session b]\n[services c]\n[profile "d"]'],
    ['other alphabets', bytes('[営業]\nk = ü')],
    ['a hash inside a value', '[a]\nb = a#b;c'],
    ['an indented comment that follows no key', '[a]\n  # c\nb = 1'],
  ])('nothing in %s', (_, text) => {
    expect(faults(text)).toEqual([]);
  });

  it('is told in words, with names but never with a value', () => {
    const secret = 'wJalrXUtnFEMI/K7MDENG+bPxRfiCY1EXAMPLEKEY';
    const text = `[a]\n${secret}\n${secret}=\n${secret}=\nk = "${secret}"\nk : x # ${secret}\n ${secret}==\n`;
    const said = JSON.stringify(faultsOf(readIni(text)));
    expect(faultsOf(readIni(text))).toHaveLength(9);
    expect(said).toContain('duplicate key k');
    expect(said.toLowerCase()).not.toContain(secret.slice(0, 8).toLowerCase());
  });
});
