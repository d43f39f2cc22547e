/** What is told of a session in a few words. */
import { describe, expect, it } from 'vitest';
import { holderOf, leftOf, mfaAgeOf } from '../../../../src/commands/status/session-words.ts';
import { listedSession } from '../../../support/listed-session.ts';

describe('leftOf', () => {
  it.each([
    [{}, '11h 0m'],
    [{ secondsLeft: 59 }, '59s'],
    [{ secondsLeft: 0 }, 'expired'],
    [{ secondsLeft: undefined }, 'unknown'],
    [{ isWhole: false }, 'incomplete'],
    [{ isWhole: false, secondsLeft: 0 }, 'incomplete'],
  ])('%j: %s', (changes, expected) => {
    expect(leftOf(listedSession(changes))).toBe(expected);
  });
});

describe('mfaAgeOf', () => {
  it.each([
    [{}, '2h 0m'],
    [{ mfaAge: 0 }, '0s'],
    [{ mfaAge: 90_000 }, '1d 1h'],
    [{ mfaAge: undefined }, undefined],
    [{ secondsLeft: undefined }, '2h 0m'],
    [{ secondsLeft: 0 }, undefined],
  ])('%j: %s', (changes, expected) => {
    expect(mfaAgeOf(listedSession(changes))).toBe(expected);
  });
});

describe('holderOf', () => {
  const device = 'GAHT12345678';
  it.each([
    ['a device', {}, 'mfa/alice'],
    ['a key fob', { device }, device],
    ['a role', { role: 'arn:aws:iam::123456789012:role/path/admin' }, 'role/path/admin'],
    ['an assumed role', { role: 'arn:aws:sts::123456789012:assumed-role/a/b' }, 'assumed-role/a/b'],
    ['a device with colons in its name', { device: 'arn:aws:iam::123456789012:mfa/a:b' }, 'mfa/a:b'],
    ['nobody', { device: undefined }, undefined],
  ])('%s', (_, changes, expected) => {
    expect(holderOf(listedSession(changes))).toBe(expected);
  });
});
