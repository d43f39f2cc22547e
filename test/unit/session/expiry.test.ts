/** When a session was issued, and when it expires. */
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import {
  EXPIRY_KEY,
  expiryOf,
  formatExpiry,
  OTHER_EXPIRY_KEYS,
  ISSUE_TIME_KEY,
  issueTimeOf,
} from '../../../src/session/duration-and-expiry.ts';
import { sessionKeys, storedSession } from '../../../src/session/session-keys.ts';

const UTC = '2026-11-24T00:29:26.000Z';
const expiry = (keys: Record<string, string>) => expiryOf(new Map(Object.entries(keys)))?.toISOString();

describe('expiryOf', () => {
  it.each([EXPIRY_KEY, ...OTHER_EXPIRY_KEYS])('reads %s', (key) => {
    expect(expiry({ [key]: '2026-11-24T00:29:26Z' })).toBe(UTC);
  });

  it.each([
    ['RFC 3339', '2026-11-24T00:29:26Z'],
    ['with an offset', '2026-11-24T02:29:26+02:00'],
    ['with an offset, no colon', '2026-11-24T02:29:26+0200'],
    ['behind UTC', '2026-11-23T19:29:26-05:00'],
    ['Python prints it with a blank', '2026-11-24 00:29:26+00:00'],
    ['broamski/aws-mfa, in UTC', '2026-11-24 00:29:26'],
    ['naive with a T', '2026-11-24T00:29:26'],
    ['naive with a fraction', '2026-11-24 00:29:26.999999'],
    ['nine digits of a second', '2026-11-24T00:29:26.000000001Z'],
  ])('%s', (_, text) => {
    expect(expiry({ expiration: text })).toBe(UTC);
  });

  it('takes naive times beside `manager = awsume` for local ones', () => {
    vi.stubEnv('TZ', 'Asia/Tokyo');
    onTestFinished(() => void vi.unstubAllEnvs());
    const local = expiry({ expiration: '2026-11-24 09:29:26', manager: 'awsume' });
    expect(local).toBe(UTC);
    expect(expiry({ expiration: '2026-11-24T00:29:26Z', manager: 'awsume' })).toBe(UTC);
    expect(expiry({ expiration: '2026-11-24 00:29:26' })).toBe(UTC);
  });

  it('prefers its own key, and passes over what is no date', () => {
    const theirs = { expiration: '2026-11-24T00:29:26Z' };
    expect(expiry({ ...theirs, [EXPIRY_KEY]: '2026-11-25T00:00:00Z' })).toBe('2026-11-25T00:00:00.000Z');
    expect(expiry({ ...theirs, [EXPIRY_KEY]: 'soon' })).toBe(UTC);
  });

  // JavaScript takes most of these for a date.
  it.each([
    '',
    'soon',
    '5',
    'mfa 1',
    '2026',
    '2026-11-24',
    '1764000000',
    '2026-13-45T00:00:00Z',
    '2026-11-24T25:00:00Z',
  ])('takes %j for none', (text) => {
    expect(expiry({ expiration: text })).toBeUndefined();
  });

  it('there is none without a key', () => {
    expect(expiry({})).toBeUndefined();
  });
});

it('formatExpiry gives whole seconds in UTC, rounded down', () => {
  expect(formatExpiry(new Date('2026-11-24T01:29:26.999+01:00'))).toBe('2026-11-24T00:29:26Z');
});

const issued = (keys: Record<string, string>) => issueTimeOf(new Map(Object.entries(keys)))?.toISOString();

it.each<[what: string, keys: Record<string, string>, expected: string | undefined]>([
  ['as it is written', { [ISSUE_TIME_KEY]: '2026-11-23T12:00:00Z' }, '2026-11-23T12:00:00.000Z'],
  ['in another zone', { [ISSUE_TIME_KEY]: '2026-11-23T21:00:00+09:00' }, '2026-11-23T12:00:00.000Z'],
  [
    'without one, beside `manager = awsume`, which means others',
    { [ISSUE_TIME_KEY]: '2026-11-23T12:00:00', manager: 'awsume' },
    '2026-11-23T12:00:00.000Z',
  ],
  ['not there', {}, undefined],
  ['empty', { [ISSUE_TIME_KEY]: '' }, undefined],
  ['no date', { [ISSUE_TIME_KEY]: 'yesterday' }, undefined],
  ['an expiry alone', { x_security_token_expires: '2026-11-24T00:00:00Z' }, undefined],
])('%s', (_, keys, expected) => {
  expect(issued(keys)).toBe(expected);
});

const ORIGIN = { base: 'work', serialNumber: 'GAHT12345678' };
const GIVEN = {
  accessKeyId: 'ASIAIOSFODNN7EXAMPLE',
  secretAccessKey: 'secret',
  sessionToken: 'token',
  expiration: new Date('2026-11-24T00:00:00Z'),
  issuedAt: new Date('2026-11-23T12:00:00Z'),
};

it('comes back with the session as it was written', () => {
  const keys = new Map(sessionKeys(GIVEN, ORIGIN));
  expect(storedSession(keys, ORIGIN)).toEqual(GIVEN);
  keys.delete(ISSUE_TIME_KEY);
  expect(storedSession(keys, ORIGIN)).toEqual({ ...GIVEN, issuedAt: undefined });
});
