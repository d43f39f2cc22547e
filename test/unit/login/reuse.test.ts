/** When the stored session will do, and every reason why it will not. */
import { describe, expect, it } from 'vitest';
import { reuse, renewedElsewhere } from '../../../src/login/watch-session.ts';
import { minRemainingFor } from '../../../src/login/plan-session.ts';
import type { Role } from '../../../src/session/role.ts';
import { DEVICE, ROLE, sessionPlan } from '../../support/session-plan.ts';
import { sourceOf } from '../../support/source-of.ts';

const NOW = new Date('2026-11-23T12:00:00Z');
const STORED: Record<string, string> = {
  aws_access_key_id: 'ASIAIOSFODNN7EXAMPLE',
  aws_secret_access_key: 'secret',
  aws_session_token: 'token',
  x_security_token_expires: '2026-11-23T14:00:00Z',
  x_mfa_serial: DEVICE,
  x_source_profile: 'work',
};
const ADMIN = ROLE.arn.value;
const EXPIRES = new Date('2026-11-23T14:00:00Z');

function stored(changes: Record<string, string>) {
  return sessionPlan({ stored: new Map(Object.entries({ ...STORED, ...changes })) });
}

describe('reuse', () => {
  it.each([0, 3600, 7199])('a session that lasts two hours serves where %i s must remain', (minRemaining) => {
    expect(reuse(stored({}), minRemaining, NOW)?.expiration).toEqual(EXPIRES);
  });

  it.each([
    ['a new one was asked for', {}, undefined],
    ['it lasts exactly as long as it must', {}, 7200],
    ['it does not last long enough', {}, 7201],
    ['it has run out', { x_security_token_expires: '2026-11-23T12:00:00Z' }, 0],
    ['its expiry is unknown', { x_security_token_expires: '' }, 0],
    ['it would never end', { x_security_token_expires: '9999-12-31T00:00:00Z' }, 0],
    ['its expiry is no date', { x_security_token_expires: 'soon' }, 0],
    ['it is of another base', { x_source_profile: 'home' }, 0],
    ['its base is unknown', { x_source_profile: '' }, 0],
    ['it is of another device', { x_mfa_serial: 'GAHT12345678' }, 0],
    ['its device is unknown', { x_mfa_serial: '' }, 0],
    ["it is a role's", { x_principal_arn: 'arn:aws:sts::123456789012:assumed-role/a/b' }, 0],
    ['it lacks the id of its key', { aws_access_key_id: '' }, 0],
    ['it lacks its secret', { aws_secret_access_key: '' }, 0],
    ['it lacks its token', { aws_session_token: '' }, 0],
    ['its token goes on in another line', { aws_session_token: 'to\nken' }, 0],
    ['its secret is in quotes', { aws_secret_access_key: '"secret"' }, 0],
  ])('not where %s', (_, changes: Record<string, string>, minRemaining) => {
    expect(reuse(stored(changes), minRemaining, NOW)).toBeUndefined();
  });

  it.each([
    ['mfa_serial of [mfa]', undefined],
    ['x_mfa_serial of [mfa]', undefined],
    ['AWS_MFA_SERIAL', EXPIRES],
    ['--serial-number', EXPIRES],
  ])('of keys in the environment, with the device from %s', (from, expected) => {
    const base = { name: 'environment', keys: { accessKeyId: 'AKIA', secretAccessKey: 's' } };
    const plan = {
      ...stored({ x_source_profile: 'environment' }),
      base,
      serialNumber: { value: DEVICE, source: sourceOf(from) },
    };
    expect(reuse(plan, 0, NOW)?.expiration).toEqual(expected);
  });

  it('not where there is none', () => {
    expect(reuse(sessionPlan(), 0, NOW)).toBeUndefined();
  });
});

describe('renewedElsewhere', () => {
  const keys = (changes: Record<string, string> = {}) => new Map(Object.entries({ ...STORED, ...changes }));
  const LONG = '2026-11-24T00:00:00Z';

  it('takes a session that lasts long enough', () => {
    expect(renewedElsewhere(keys(), sessionPlan({ minRemaining: 3600 }), NOW)?.expiration).toEqual(EXPIRES);
    expect(renewedElsewhere(keys(), sessionPlan({ minRemaining: 7200 }), NOW)).toBeUndefined();
  });

  it.each([
    ['another base', { x_source_profile: 'home' }],
    ['another device', { x_mfa_serial: 'GAHT12345678' }],
    ['a role', { x_principal_arn: 'arn:aws:iam::123456789012:role/a' }],
  ])('not that of %s', (_, changes) => {
    expect(renewedElsewhere(keys(changes), sessionPlan({ minRemaining: 0 }), NOW)).toBeUndefined();
  });

  it('where a new one was asked for, it is as long as was asked for, but for the time it took to type', () => {
    expect(
      renewedElsewhere(keys({ x_security_token_expires: LONG }), sessionPlan(), NOW)?.expiration,
    ).toEqual(new Date(LONG));
    expect(
      renewedElsewhere(keys({ x_security_token_expires: '2026-11-23T23:56:00Z' }), sessionPlan(), NOW),
    ).toBeDefined();
    expect(
      renewedElsewhere(keys({ x_security_token_expires: '2026-11-23T23:54:00Z' }), sessionPlan(), NOW),
    ).toBeUndefined();
  });

  it('where a new one was asked for, the old one is none', () => {
    const was = keys({ x_security_token_expires: LONG });
    expect(renewedElsewhere(was, sessionPlan({ stored: was }), NOW)).toBeUndefined();
    const is = keys({ x_security_token_expires: '2026-11-24T00:00:01Z' });
    expect(renewedElsewhere(is, sessionPlan({ stored: was }), NOW)).toBeDefined();
  });
});

describe('base, device and role must be the same', () => {
  it.each([
    ['the same role', { x_principal_arn: ADMIN }, EXPIRES],
    ['a plain session for a role', {}, undefined],
    ['another role', { x_principal_arn: `${ADMIN}2` }, undefined],
    ['the same role in other letters', { x_principal_arn: ADMIN.toLowerCase() }, undefined],
    ['the same role of another base', { x_principal_arn: ADMIN, x_source_profile: 'home' }, undefined],
    ['the same role by another device', { x_principal_arn: ADMIN, x_mfa_serial: 'GAHT12345678' }, undefined],
  ])('%s', (_, changes: Record<string, string>, expected) => {
    expect(reuse({ ...stored(changes), role: ROLE }, 0, NOW)?.expiration).toEqual(expected);
  });

  const NAMED = { x_principal_arn: ADMIN, x_role_session_name: 'ann', x_external_id: 'acme' };
  it.each<[what: string, role: Partial<Role>, expected: Date | undefined]>([
    [
      'the name that was typed',
      { sessionName: { value: 'ann', source: sourceOf('--role-session-name') } },
      EXPIRES,
    ],
    [
      'another name, typed',
      { sessionName: { value: 'bob', source: sourceOf('--role-session-name') } },
      undefined,
    ],
    [
      'another name of a profile',
      { sessionName: { value: 'bob', source: sourceOf('role_session_name of [a]') } },
      EXPIRES,
    ],
    ['the id that was typed', { externalId: { value: 'acme', source: sourceOf('--external-id') } }, EXPIRES],
    ['another id, typed', { externalId: { value: 'emca', source: sourceOf('--external-id') } }, undefined],
    [
      'another id of a profile',
      { externalId: { value: 'emca', source: sourceOf('external_id of [a]') } },
      EXPIRES,
    ],
  ])('%s', (_, role, expected) => {
    expect(reuse({ ...stored(NAMED), role: { ...ROLE, ...role } }, 0, NOW)?.expiration).toEqual(expected);
  });
});

describe('what must remain', () => {
  const defaults = { minRemaining: 3600 };
  const request = { minRemaining: undefined, wantsNew: false, defaults };
  const role = (value: number) => sessionPlan({ role: ROLE, duration: { value, source: sourceOf('x') } });
  it.each([
    [
      'of a plain session: what is usual',
      sessionPlan({ duration: { value: 900, source: sourceOf('x') } }),
      request,
      3600,
    ],
    ["of a role's: a quarter", role(3600), request, 900],
    ["of a role's that lasts long: what is usual", role(43_200), request, 3600],
    ["of a role's: what was asked for", role(3600), { ...request, minRemaining: 3600 }, 3600],
    ['nothing where a new one is wanted', role(3600), { ...request, wantsNew: true }, undefined],
    ['of a new one: what was asked for', role(3600), { ...request, minRemaining: 60, wantsNew: true }, 60],
  ] as const)('%s', (_, plan, given, expected) => {
    expect(minRemainingFor(given, plan)).toBe(expected);
  });
});
