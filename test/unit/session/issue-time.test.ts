/** When a session began: written by us alone, so one form is read, and what is no date counts as none. */
import { expect, it } from 'vitest';
import { ISSUE_TIME_KEY, issueTimeOf } from '../../../src/session/expiry.ts';
import { sessionKeys, storedSession } from '../../../src/session/session.ts';

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
