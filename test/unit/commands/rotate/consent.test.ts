/** What is asked before a rotation. */
import { expect, it } from 'vitest';
import { otherKeyConsent, replaceConsent } from '../../../../src/commands/rotate/rotation-report.ts';

const TEXTS = {
  base: 'work',
  currentUse: 'last used 29 Nov 2026 for s3 in eu-west-1',
  otherUse: 'never used',
  deleteCommand: '`delete it`',
};
const CURRENT = { id: 'AKIAIOSFODNN7EXAMPLE', isActive: true, created: undefined };
const OTHER = { id: 'AKIAI44QH8DHBEXAMPL2', isActive: false, created: undefined };

it('the question says what happens to which key, and what to know before', () => {
  expect(replaceConsent({ kind: 'single', current: CURRENT }, TEXTS).question).toBe(
    'Replace the access key …MPLE of [work] (last used 29 Nov 2026 for s3 in eu-west-1)? Other machines that have this key will need the new one.',
  );
  expect(replaceConsent({ kind: 'inactive', current: CURRENT, other: OTHER }, TEXTS).question).toBe(
    'Delete the inactive access key …MPL2 (never used), and replace the access key …MPLE of [work] (last used 29 Nov 2026 for s3 in eu-west-1)? Other machines that have this key will need the new one.',
  );
});

it('an active key beside it: no is the usual answer', () => {
  for (const kind of ['older', 'newer'] as const) {
    const consent = otherKeyConsent({ kind, current: CURRENT, other: { ...OTHER, isActive: true } }, TEXTS);
    expect(consent.usual).toBe(false);
    expect(consent.nobody('CI is set')).toMatchObject({
      code: 'too_many_keys',
      message:
        'AWS allows two access keys. [work] has …MPLE, and AKIAI44QH8DHBEXAMPL2 is active, too (never used).',
    });
  }
});
