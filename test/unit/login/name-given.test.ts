/** The profile that was typed: behind the command, behind `--profile`, or not at all. */
import { describe, expect, it } from 'vitest';
import { nameGiven } from '../../../src/login/stored-sessions.ts';
import { thrownBy, told, words } from '../../support/thrown-by.ts';
import { sourceOf } from '../../support/source-of.ts';

it.each([
  ['nowhere', undefined, undefined, undefined],
  ['behind the command', 'mfa', undefined, { value: 'mfa', source: sourceOf('the command line') }],
  ['behind --profile', undefined, 'mfa', { value: 'mfa', source: sourceOf('--profile') }],
  ['twice the same', 'mfa', 'mfa', { value: 'mfa', source: sourceOf('the command line') }],
  [
    'of digits that are no code',
    '12345',
    undefined,
    { value: '12345', source: sourceOf('the command line') },
  ],
  ['of other letters', '営業', undefined, { value: '営業', source: sourceOf('the command line') }],
])('%s', (_, word, flag, expected) => {
  expect(nameGiven(word, flag)).toEqual(expected);
});

describe('is refused', () => {
  it.each([
    ['two of them', 'mfa', 'work', 'Two profiles are named…once'],
    ['an empty word', '', undefined, 'The name of the profile is empty…leave it out'],
    ['an empty --profile', undefined, '', 'The name of the profile is empty…leave it out'],
    ['a code', '123456', undefined, 'That is a code, not a profile.…`aws-mfa login`'],
    ['a code behind --profile', undefined, '123456', 'That is a code…`aws-mfa login`'],
  ])('%s', (_, word, flag, expected) => {
    const error = told(thrownBy(() => nameGiven(word, flag)));
    expect(error).toMatch(words(`usage: ${expected}`));
    expect(error).not.toContain('123456');
  });
});
