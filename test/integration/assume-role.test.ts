/** AssumeRole against the loopback AWS, by this program and by the SDK's own client. */
import { AssumeRoleCommand } from '@aws-sdk/client-sts';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { SessionCall } from '../../src/aws/calls.ts';
import { createSts } from '../../src/aws/sts.ts';
import { role } from '../support/aws/roles.ts';
import { sessionCall } from '../support/signed-call.ts';
import { alice, startLoopbackAws, type LoopbackAws } from '../support/loopback-aws.ts';
import { getSession, keysOf, stsClient, whoAmI } from '../support/sts-client.ts';

const DEVICE = 'arn:aws:iam::123456789012:mfa/alice';
const ADMIN = role('Admin', { maxSessionDuration: 43_200 });
const READER = role('team/Reader');
const PARTNER = role('Partner', { externalId: 'acme:7' });
const CLOSED = role('Closed', { trusts: ['arn:aws:iam::123456789012:user/bob'] });

let aws: LoopbackAws;
beforeEach(async () => {
  aws = await startLoopbackAws({ roles: [ADMIN, READER, PARTNER, CLOSED] });
});
afterEach(() => aws.close());

function call(changes: Partial<NonNullable<SessionCall['role']>>, durationSeconds = 3600): SessionCall {
  const assumed = { arn: ADMIN.arn, sessionName: 'aws-mfa-alice', externalId: undefined, ...changes };
  return { ...sessionCall(aws), durationSeconds, role: assumed };
}

const ask = (changes: Parameters<typeof call>[0], seconds?: number) =>
  createSts().getSession(call(changes, seconds));

describe('the adapter', () => {
  test.each([
    ['a role', {}, 43_200, 'Admin/aws-mfa-alice'],
    ['one with a path', { arn: READER.arn, sessionName: 'a@b' }, 3600, 'Reader/a@b'],
    [
      'one that asks for an external id',
      { arn: PARTNER.arn, externalId: 'acme:7' },
      900,
      'Partner/aws-mfa-alice',
    ],
  ])('gets a session of %s, by one signed request', async (_, changes, seconds, who) => {
    const reply = await ask(changes, seconds);
    if (reply.kind !== 'answer') throw new Error(JSON.stringify(reply));
    const left = (reply.expiration?.getTime() ?? 0) - Date.now();
    expect(Math.abs(left / 1000 - seconds)).toBeLessThan(60);
    const keys = {
      accessKeyId: reply.accessKeyId ?? '',
      secretAccessKey: reply.secretAccessKey ?? '',
      sessionToken: reply.sessionToken ?? '',
    };
    expect(await whoAmI(aws, keys)).toBe(`arn:aws:sts::123456789012:assumed-role/${who}`);
    expect(aws.requests.filter(({ action }) => action === 'AssumeRole')).toHaveLength(1);
  });

  test('sends no external id where there is none, and what was planned else', async () => {
    await ask({}, 7200);
    expect(aws.requests[0]?.params).toEqual({
      Action: 'AssumeRole',
      Version: '2011-06-15',
      RoleArn: ADMIN.arn,
      RoleSessionName: 'aws-mfa-alice',
      SerialNumber: DEVICE,
      TokenCode: expect.stringMatching(/^\d{6}$/) as string,
      DurationSeconds: '7200',
    });
  });

  test.each([
    ['a role that does not trust the user', { arn: CLOSED.arn }, 'not authorized to perform: sts:AssumeRole'],
    ['a role that is not there', { arn: `${ADMIN.arn}X` }, 'not authorized to perform: sts:AssumeRole'],
    ['no external id', { arn: PARTNER.arn }, 'not authorized to perform: sts:AssumeRole'],
    [
      'another external id',
      { arn: PARTNER.arn, externalId: 'x1' },
      'not authorized to perform: sts:AssumeRole',
    ],
  ])('%s: a refusal, in the words of STS', async (_, changes, message) => {
    expect(await ask(changes)).toMatchObject({
      kind: 'refusal',
      code: 'AccessDenied',
      status: 403,
      message: expect.stringContaining(message) as string,
    });
  });

  test.each([
    [3601, READER.arn, 'The requested DurationSeconds exceeds the MaxSessionDuration set for this role.'],
    [43_201, ADMIN.arn, 'less than or equal to 43200'],
    [899, ADMIN.arn, 'greater than or equal to 900'],
  ])('%d seconds: too long or too short', async (seconds, arn, message) => {
    expect(await ask({ arn }, seconds)).toMatchObject({
      kind: 'refusal',
      code: 'ValidationError',
      status: 400,
      message: expect.stringContaining(message) as string,
    });
  });
});

describe('the AWS of the tests', () => {
  const input = { RoleArn: ADMIN.arn, RoleSessionName: 'x1' };

  test('takes a code once for sessions of either kind', async () => {
    const spent = { SerialNumber: DEVICE, TokenCode: aws.nextCode() };
    await getSession(aws, spent);
    await expect(stsClient(aws).send(new AssumeRoleCommand({ ...input, ...spent }))).rejects.toThrow(
      'invalid MFA one time pass code',
    );
  });

  test('spends the code although the role refuses', async () => {
    const refused = call({ arn: CLOSED.arn });
    await createSts().getSession(refused);
    await expect(getSession(aws, { TokenCode: refused.tokenCode })).rejects.toThrow('one time pass code');
  });

  test('wants a device of the user', async () => {
    const other = { SerialNumber: `${DEVICE}2`, TokenCode: aws.nextCode() };
    await expect(stsClient(aws).send(new AssumeRoleCommand({ ...input, ...other }))).rejects.toThrow(
      'unable to validate MFA code',
    );
  });

  test('wants MFA', async () => {
    await expect(stsClient(aws).send(new AssumeRoleCommand(input))).rejects.toThrow('not authorized');
  });

  test('lets a session with MFA take on a role, for an hour at most', async () => {
    const client = stsClient(aws, keysOf(await getSession(aws)));
    const { AssumedRoleUser } = await client.send(new AssumeRoleCommand(input));
    expect(AssumedRoleUser?.Arn).toMatch(/assumed-role\/Admin\/x1$/);
    await expect(client.send(new AssumeRoleCommand({ ...input, DurationSeconds: 3601 }))).rejects.toThrow(
      '1 hour session limit for roles assumed by role chaining',
    );
  });

  test('lets no root user take on a role', async () => {
    aws.users[0] = { ...alice(), arn: 'arn:aws:iam::123456789012:root' };
    expect(await ask({})).toMatchObject({ message: 'Roles may not be assumed by root accounts.' });
  });

  test('wants a name for the session', async () => {
    await expect(
      stsClient(aws).send(new AssumeRoleCommand({ ...input, RoleSessionName: undefined })),
    ).rejects.toThrow("Value null at 'roleSessionName'");
  });
});
