/** What a list of access keys says about a rotation. */
import { describe, expect, it } from 'vitest';
import { keyState, lastUseText } from '../../../../src/commands/rotate/key-state.ts';
import { thrownBy } from '../../../support/thrown-by.ts';

const key = (id: string, isActive = true, created?: string) => ({
  id,
  isActive,
  created: created === undefined ? undefined : new Date(created),
});

describe('keyState', () => {
  const mine = key('MINE', true, '2026-06-01');

  it.each([
    ['single', []],
    ['inactive', [key('OTHER', false, '2026-01-01')]],
    ['inactive', [key('OTHER', false, '2026-09-01')]],
    ['older', [key('OTHER', true, '2026-01-01')]],
    ['newer', [key('OTHER', true, '2026-09-01')]],
    // Nothing is deleted if it is not certain that the other one is newer.
    ['older', [key('OTHER')]],
    ['older', [key('OTHER', true, '2026-06-01')]],
    // Other servers may allow more of them.
    ['inactive', [key('THIRD', true, '2026-09-01'), key('OTHER', false)]],
  ])('%s: %j', (kind, others) => {
    expect(keyState([...others, mine], 'MINE')).toMatchObject({
      kind,
      current: mine,
      ...(kind !== 'single' && { other: { id: 'OTHER' } }),
    });
  });

  it('is unknown if the key of the file is not in the list', () => {
    const error = thrownBy(() => keyState([key('OTHER')], 'AKIAIOSFODNN7EXAMPLE'));
    expect([error.code, error.message, error.hint]).toEqual([
      'unusable_answer',
      'IAM does not list the access key …MPLE, although AWS accepts it.',
      'Try again in a moment: IAM may need some time after a change.',
    ]);
  });
});

describe('lastUseText', () => {
  const date = new Date(2026, 10, 29, 12);
  it.each([
    [undefined, 'never used'],
    ['unknown' as const, 'AWS does not say when it was last used'],
    [{ date, service: 's3', region: 'eu-west-1' }, 'last used 29 Nov 2026 for s3 in eu-west-1'],
    [{ date, service: 'iam', region: undefined }, 'last used 29 Nov 2026 for iam'],
    [{ date, service: undefined, region: undefined }, 'last used 29 Nov 2026'],
  ])('%j', (use, expected) => {
    expect(lastUseText(use)).toBe(expected);
  });
});
