/** Which base has to be named in a command of the AWS CLI. */
import { expect, it } from 'vitest';
import { profileFlag } from '../../../src/profiles/profile.ts';

it.each([
  ['default', []],
  ['environment', []],
  ['work', ['--profile', 'work']],
  ['my base', ['--profile', 'my base']],
  ['-x', ['--profile=-x']],
])('the flag for %s is %j', (base, flag) => {
  expect(profileFlag(base)).toEqual(flag);
});
