/** A role's ARN, session name and external ID: what is accepted, and that nothing else is repeated. */
import { describe, expect, it } from 'vitest';
import {
  checkExternalId,
  checkPartition,
  checkRoleArn,
  checkSessionName,
  usualSessionName,
} from '../../../src/session/role.ts';
import { thrownBy, told, words } from '../../support/thrown-by.ts';
import { sourceOf } from '../../support/source-of.ts';

const from = '--role-arn';
const ARN = 'arn:aws:iam::123456789012:role/Admin';

describe('the ARN of a role', () => {
  it.each([
    ARN,
    'arn:aws-us-gov:iam::123456789012:role/a/b/Admin',
    'arn:aws-cn:iam::123456789012:role/aws-reserved/sso.amazonaws.com/eu-west-1/AWSReservedSSO_x=,.@-_',
  ])('%s', (value) => {
    expect(() => checkRoleArn({ value, source: sourceOf(from) })).not.toThrow();
  });

  it.each([
    'Admin',
    '123456',
    'arn:aws:iam::123456789012:user/alice',
    'arn:aws:iam::123456789012:mfa/alice',
    'arn:aws:iam::12345678901:role/Admin',
    'arn:aws:iam::123456789012:role/',
    `arn:aws:iam::123456789012:role/${'a'.repeat(65)}`,
    `arn:aws:iam::123456789012:role/${'a/'.repeat(1020)}Admin`,
    `${ARN} # comment`,
    `${ARN}\n`,
    ` ${ARN}`,
  ])('not %j', (value) => {
    const error = thrownBy(() => checkRoleArn({ value, source: sourceOf(from) }));
    expect(told(error)).toBe(
      'usage: --role-arn is not the ARN of a role. | It looks like arn:aws:iam::123456789012:role/NAME',
    );
  });

  it('that of a session of it: the role is guessed', () => {
    const value = 'arn:aws:sts::123456789012:assumed-role/Admin/alice';
    expect(told(thrownBy(() => checkRoleArn({ value, source: sourceOf(from) })))).toMatch(
      words('usage: …a role session…arn:aws:iam::123456789012:role/Admin'),
    );
  });

  it('from a file: the configuration is wrong, not the usage', () => {
    const error = thrownBy(() =>
      checkRoleArn({ value: 'x', source: sourceOf('role_arn of [profile admin]') }),
    );
    expect(told(error)).toMatch(words('configuration: role_arn of [profile admin] is not'));
  });
});

describe.each([
  [
    'session name',
    checkSessionName,
    ['ab', 'a=b,c.d@e-f_g+H', 'x'.repeat(64)],
    ['a', 'x'.repeat(65), 'a b', 'a:b', 'ä1'],
    '2 to 64',
  ],
  [
    'external id',
    checkExternalId,
    ['ab', 'a:b/c=@', 'x'.repeat(1224)],
    ['a', 'x'.repeat(1225), 'a b', 'a#b', 'ä1'],
    '2 to 1224',
  ],
] as const)('%s', (_, check, good, bad, bounds) => {
  it.each(good)('%s', (value) => {
    expect(() => check({ value, source: sourceOf('--x') })).not.toThrow();
  });

  it.each(bad)('not %s', (value) => {
    const error = told(thrownBy(() => check({ value, source: sourceOf('--x') })));
    expect(error).toMatch(words(`usage: --x must be ${bounds} `));
    expect(error).not.toContain(` ${value} `);
  });
});

describe('the partition', () => {
  const arn = { value: ARN, source: sourceOf(from) };
  it.each(['arn:aws:iam::123456789012:mfa/alice', 'GAHT12345678'])('of the device %s', (value) => {
    expect(() => checkPartition(arn, { value, source: sourceOf('x') })).not.toThrow();
  });

  it('another than that of the device', () => {
    const device = {
      value: 'arn:aws-cn:iam::123456789012:mfa/alice',
      source: sourceOf('mfa_serial of [default]'),
    };
    expect(told(thrownBy(() => checkPartition(arn, device)))).toMatch(
      words('usage: --role-arn names a role in the partition aws, …aws-cn (mfa_serial of [default])'),
    );
  });
});

describe('the usual name of a session', () => {
  it.each([
    ['arn:aws:iam::123456789012:mfa/alice', 'aws-mfa-alice', 'the name of the device'],
    ['arn:aws:iam::123456789012:mfa/team/alice', 'aws-mfa-alice', 'the name of the device'],
    ['GAHT12345678', 'aws-mfa-my-base', 'the base profile'],
    [
      `arn:aws:iam::123456789012:mfa/${'a'.repeat(90)}`,
      `aws-mfa-${'a'.repeat(56)}`,
      'the name of the device',
    ],
  ])('by the device %s', (device, value, source) => {
    const name = usualSessionName(device, 'my base');
    expect(name).toEqual({ value, source: sourceOf(source) });
    expect(() => checkSessionName(name)).not.toThrow();
  });
});
