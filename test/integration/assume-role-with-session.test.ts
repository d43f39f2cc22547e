/** AssumeRole with the keys of a session against the loopback AWS, also from role to role and across accounts. */
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { RoleCall, SignedCall } from '../../src/aws/calls.ts';
import { createSts } from '../../src/aws/sts.ts';
import { role } from '../support/aws/roles.ts';
import { signedCall } from '../support/signed-call.ts';
import { alice, startLoopbackAws, type LoopbackAws } from '../support/loopback-aws.ts';
import { getSession, keysOf, whoAmI, type SigningKeys } from '../support/sts-client.ts';

const FIRST = role('team/First');
const SECOND = role('Second', { arn: 'arn:aws:iam::222222222222:role/Second', trusts: [FIRST.arn] });
const PARTNER = role('Partner', { externalId: 'acme:7' });

let aws: LoopbackAws;
beforeEach(async () => {
  aws = await startLoopbackAws({ roles: [FIRST, SECOND, PARTNER] });
});
afterEach(() => aws.close());

function call(keys: SignedCall['keys'], changes: Partial<RoleCall['role']>, durationSeconds = 900): RoleCall {
  const assumed = { arn: FIRST.arn, sessionName: 'alice', externalId: undefined, ...changes };
  return { ...signedCall(aws), keys, durationSeconds, role: assumed };
}

async function assumed(
  keys: SignedCall['keys'],
  changes: Partial<RoleCall['role']> = {},
): Promise<Required<SigningKeys>> {
  const reply = await createSts().assumeRole(call(keys, changes));
  if (reply.kind !== 'answer') throw new Error(JSON.stringify(reply));
  const { accessKeyId = '', secretAccessKey = '', sessionToken = '' } = reply;
  return { accessKeyId, secretAccessKey, sessionToken };
}

it('a role, then one that trusts it', async () => {
  const session = keysOf(await getSession(aws));
  const first = await assumed(session);
  expect(await whoAmI(aws, first)).toBe('arn:aws:sts::123456789012:assumed-role/First/alice');
  const second = await assumed(first, { arn: SECOND.arn });
  expect(await whoAmI(aws, second)).toBe('arn:aws:sts::222222222222:assumed-role/Second/alice');
});

it('sends what the role needs, and no code', async () => {
  await assumed(keysOf(await getSession(aws)), { arn: PARTNER.arn, externalId: 'acme:7' });
  expect(aws.requests.at(-2)?.action).toBe('GetSessionToken');
  expect(aws.requests.at(-1)?.params).toEqual({
    Action: 'AssumeRole',
    Version: '2011-06-15',
    RoleArn: PARTNER.arn,
    RoleSessionName: 'alice',
    ExternalId: 'acme:7',
    DurationSeconds: '900',
  });
});

it.each<[what: string, arn: string, seconds: number, expected: { code: string; message: string }]>([
  [
    'a role that trusts another role',
    SECOND.arn,
    900,
    {
      code: 'AccessDenied',
      message: `User: arn:aws:iam::123456789012:user/alice is not authorized to perform: sts:AssumeRole on resource: ${SECOND.arn}`,
    },
  ],
  [
    'more than an hour',
    FIRST.arn,
    7200,
    {
      code: 'ValidationError',
      message:
        'The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining.',
    },
  ],
])('%s is refused', async (_, arn, seconds, expected) => {
  const session = keysOf(await getSession(aws));
  expect(await createSts().assumeRole(call(session, { arn }, seconds))).toMatchObject({
    kind: 'refusal',
    ...expected,
  });
});

it('a session without MFA is refused', async () => {
  const [user = alice()] = aws.users;
  expect(await createSts().assumeRole(call(user, {}))).toMatchObject({ code: 'AccessDenied' });
});
