/** Which names Tab offers: those of both files, and none that a shell could take for more than a word. */
import { expect, it } from 'vitest';
import { namesToOffer } from '../../../../src/commands/completion/completion.ts';
import { readIni } from '../../../../src/shared-files/read-ini.ts';
import { allValues } from '../../../../src/shared-files/section-values.ts';

function names(credentials: readonly string[], config: readonly string[] = []): string[] {
  const sections = (headers: readonly string[]) =>
    allValues(readIni(headers.map((header) => `[${header}]\nk = v\n`).join('')));
  return namesToOffer({ credentials: sections(credentials), config: sections(config) });
}

it('takes profiles of either file, each once', () => {
  expect(names(['default', 'work'], ['default', 'profile work', 'profile "prod"'])).toEqual([
    'default',
    'work',
    'prod',
  ]);
});

it('takes no other section of the config file', () => {
  expect(names([], ['work', 'sso-session a', 'services b', 'plugins'])).toEqual([]);
});

it.each(['a', 'A-1_2', 'alice@example.com', 'eu:west', 'a/b', 'a+b', 'a%b', '1.2'])('offers %s', (name) => {
  expect(names([name])).toEqual([name]);
});

it.each([
  'a b',
  '$(a)',
  '`a`',
  '$a',
  'a;b',
  'a&b',
  'a|b',
  'a>b',
  'a*',
  'a?',
  '~a',
  '=a',
  '!a',
  '#a',
  '{a,b}',
  '(a)',
  '"a"',
  "'a'",
  'a\\b',
  'a\tb',
  'a\x1bb',
  '\xe9\x96\xa2',
  '-a',
  'DEFAULT',
])('leaves out %j', (name) => {
  expect(names([name, 'sound'])).toEqual(['sound']);
});
