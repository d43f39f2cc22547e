/** "Did you mean …?" */
import { describe, expect, it } from 'vitest';
import { nearNames } from '../../../src/text/near-name.ts';

describe('nearNames', () => {
  it.each([
    ['wrok', ['work', 'home'], ['work']],
    ['WORK', ['work'], ['work']],
    ['worl', ['world', 'work', 'word', 'worm'], ['world', 'work', 'word']],
    ['work1', ['worked', 'work'], ['work', 'worked']],
    ['mfb', ['mfa', 'm', 'fbm'], ['mfa']],
    ['production', ['work', 'prod'], []],
    ['lgoin', ['login', 'logout'], ['login']],
    ['nope', ['oie', 'none'], ['none']],
    ['shell', ['help'], []],
    ['', ['a', 'ab'], ['a']],
    ['work', [], []],
  ])('%s among %j: %j', (typed, names, near) => {
    expect(nearNames(typed, names)).toEqual(near);
  });
});
