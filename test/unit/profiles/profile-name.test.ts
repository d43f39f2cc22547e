/** The profile that was typed: behind the command, behind `--profile`, or not at all. */
import { describe, expect, it } from 'vitest';
import { nameGiven } from '../../../src/profiles/profile.ts';
import { thrownBy, told, words } from '../../support/thrown-by.ts';
import { sourceOf } from '../../support/source-of.ts';

it.each([
  ['nowhere', undefined, undefined, undefined],
  ['behind the command', 'mfa', undefined, { value: 'mfa', source: sourceOf('the command line') }],
  ['behind --profile', undefined, 'mfa', { value: 'mfa', source: sourceOf('--profile') }],
  ['twice the same', 'mfa', 'mfa', { value: 'mfa', source: sourceOf('the command line') }],
  [
    'the number of an account',
    '123456789012',
    undefined,
    { value: '123456789012', source: sourceOf('the command line') },
  ],
  ['of other letters', '営業', undefined, { value: '営業', source: sourceOf('the command line') }],
])('%s', (_, word, flag, expected) => {
  expect(nameGiven(word, flag)).toEqual(expected);
});

const CODE = 'The name of the profile looks like an MFA code.';

describe('is refused', () => {
  it.each<[what: string, word: string | undefined, flag: string | undefined, expected: string]>([
    ['two of them', 'mfa', 'work', 'Two profiles are named. | Name only one.'],
    ['an empty word', '', undefined, 'The name of the profile is empty…omit it'],
    ['an empty --profile', undefined, '', 'The name of the profile is empty…omit it'],
    ...['123456', '12345', '123 456', '123-456', '１２３４５６', '1234567'].map(
      (word): [string, string, undefined, string] => [
        'a code',
        word,
        undefined,
        `${CODE}…\`aws-mfa login --token CODE\``,
      ],
    ),
    ['a code behind --profile', undefined, '123456', `${CODE}…`],
  ])('%s', (_, word, flag, expected) => {
    const error = told(thrownBy(() => nameGiven(word, flag)));
    expect(error).toMatch(words(`usage: ${expected}`));
    expect(error).not.toMatch(/123|１２３/);
  });
});
