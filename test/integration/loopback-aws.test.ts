/**
 * The loopback AWS, with the SDK's own client as its peer: what the other tests stand on has to be as AWS is, in what
 * it refuses and in the words it uses.
 */
import { GetSessionTokenCommand } from '@aws-sdk/client-sts';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { codeAt } from '../support/authenticator.ts';
import {
  type LoopbackAws,
  type LoopbackAwsOptions,
  alice,
  startLoopbackAws,
} from '../support/loopback-aws.ts';
import { getSession, keysOf, stsClient, whoAmI } from '../support/sts-client.ts';

const device = 'arn:aws:iam::123456789012:mfa/alice';
const seed = alice().devices[device] ?? '';
const noon = Date.UTC(2026, 10, 23, 12);

let aws: LoopbackAws;
beforeEach(() => start());
afterEach(() => aws.close());

async function start(options: LoopbackAwsOptions = {}): Promise<void> {
  aws = await startLoopbackAws(options);
}

async function restart(options: LoopbackAwsOptions): Promise<void> {
  await aws.close();
  await start(options);
}

/** Expirations have no fraction, and the SDK's clock must be near. */
function wholeSecond(): number {
  return Math.floor(Date.now() / 1000) * 1000;
}

/** What the SDK makes of a refusal. */
function refused(name: string, message: string | RegExp, status = 403): object {
  const text: unknown = typeof message === 'string' ? message : expect.stringMatching(message);
  const metadata: unknown = expect.objectContaining({ httpStatusCode: status });
  return { name, message: text, $metadata: metadata };
}

describe('a session', () => {
  test('works for a signed GetCallerIdentity', async () => {
    const session = keysOf(await getSession(aws));
    expect(await whoAmI(aws, session)).toBe('arn:aws:iam::123456789012:user/alice');
  });

  test('has keys of the form that AWS gives', async () => {
    const { AccessKeyId, SecretAccessKey, SessionToken } = await getSession(aws);
    expect(AccessKeyId).toMatch(/^ASIA[A-Z2-7]{16}$/);
    expect(SecretAccessKey).toMatch(/^[\w+/]{40}$/);
    expect(SessionToken).toMatch(/^IQoJb3JpZ2luX2VjE\/\+[\w+/]{300,}==?$/);
  });

  test.each([{ DurationSeconds: 900, hours: 0.25 }, { DurationSeconds: 129_600, hours: 36 }, { hours: 12 }])(
    'lasts as long as asked for, else twelve hours',
    async ({ hours, ...input }) => {
      const now = wholeSecond();
      await restart({ now: () => now });
      const { Expiration } = await getSession(aws, input);
      expect(Expiration).toEqual(new Date(now + hours * 3_600_000));
    },
  );

  test('of the root user lasts an hour at most', async () => {
    const now = wholeSecond();
    await restart({ now: () => now, users: [{ ...alice(), arn: 'arn:aws:iam::123456789012:root' }] });
    const { Expiration } = await getSession(aws, { DurationSeconds: 43_200 });
    expect(Expiration).toEqual(new Date(now + 3_600_000));
  });

  test('is given without device and code too', async () => {
    const { Credentials } = await stsClient(aws).send(new GetSessionTokenCommand({}));
    expect(Credentials?.AccessKeyId).toMatch(/^ASIA/);
  });

  test('is refused once it has expired', async () => {
    let now = wholeSecond();
    await restart({ now: () => now });
    const session = keysOf(await getSession(aws, { DurationSeconds: 900 }));
    // The client's clock stays behind, by less than signatures may be off.
    now += 899_000;
    expect(await whoAmI(aws, session)).toBe('arn:aws:iam::123456789012:user/alice');
    now += 1000;
    const message = 'The security token included in the request is expired';
    await expect(whoAmI(aws, session)).rejects.toMatchObject(refused('ExpiredToken', message));
  });

  test('may not ask for another session', async () => {
    const client = stsClient(aws, keysOf(await getSession(aws)));
    const input = { SerialNumber: device, TokenCode: aws.nextCode() };
    await expect(client.send(new GetSessionTokenCommand(input))).rejects.toMatchObject(
      refused('AccessDenied', 'Cannot call GetSessionToken with session credentials'),
    );
  });
});

describe('a code', () => {
  const wrongCode = refused(
    'AccessDenied',
    /^MultiFactorAuthentication failed with invalid MFA one time pass code\. ?$/,
  );

  test('is taken once', async () => {
    const TokenCode = aws.nextCode();
    await getSession(aws, { TokenCode });
    await expect(getSession(aws, { TokenCode })).rejects.toMatchObject(wrongCode);
  });

  test.each([-30, 0, 30])('of a neighboring step is taken (%d s)', async (seconds) => {
    const now = Date.now();
    await restart({ now: () => now });
    const TokenCode = codeAt(seed, new Date(now + seconds * 1000));
    const { AccessKeyId } = await getSession(aws, { TokenCode });
    expect(AccessKeyId).toMatch(/^ASIA/);
  });

  test.each([-60, 60])('two steps off is refused (%d s)', async (seconds) => {
    const now = Date.now();
    await restart({ now: () => now });
    const TokenCode = codeAt(seed, new Date(now + seconds * 1000));
    await expect(getSession(aws, { TokenCode })).rejects.toMatchObject(wrongCode);
  });

  test('of another device is refused', async () => {
    const other = { ...alice(), devices: { [device]: 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ' } };
    await restart({ users: [other] });
    const TokenCode = codeAt(seed, new Date());
    await expect(getSession(aws, { TokenCode })).rejects.toMatchObject(wrongCode);
  });

  test('can be followed by unused ones without waiting', async () => {
    const codes = [];
    for (let count = 0; count < 5; count += 1) {
      const TokenCode = aws.nextCode();
      await getSession(aws, { TokenCode });
      codes.push(TokenCode);
    }
    expect(new Set(codes).size).toBe(5);
  });

  test('is not given out twice', () => {
    const first = aws.nextCode();
    expect(aws.nextCode()).not.toBe(first);
  });

  test('that was used is not given out', async () => {
    const used = aws.authenticator().currentCode();
    await getSession(aws, { TokenCode: used });
    expect(aws.nextCode()).not.toBe(used);
  });

  test('that the authenticator shows is good, whatever clock the server has', async () => {
    aws.advance(3600);
    expect(aws.authenticator().currentCode()).not.toBe(codeAt(seed, new Date()));
    const { AccessKeyId } = await getSession(aws, { TokenCode: aws.authenticator().currentCode() });
    expect(AccessKeyId).toMatch(/^ASIA/);
  });

  test('that was prepared is taken once', async () => {
    aws.acceptCodes('123456');
    await getSession(aws, { TokenCode: '123456' });
    await expect(getSession(aws, { TokenCode: '123456' })).rejects.toMatchObject(wrongCode);
  });

  test('needs a device of this user, and is not spent on another', async () => {
    const message =
      'MultiFactorAuthentication failed, unable to validate MFA code.  ' +
      'Please verify your MFA serial number is valid and associated with this user.';
    const TokenCode = aws.nextCode();
    const SerialNumber = 'arn:aws:iam::123456789012:mfa/bob';
    await expect(getSession(aws, { SerialNumber, TokenCode })).rejects.toMatchObject(
      refused('AccessDenied', message),
    );
    expect((await getSession(aws, { TokenCode })).AccessKeyId).toMatch(/^ASIA/);
  });

  test('needs a device to be named', async () => {
    const input = { TokenCode: aws.nextCode() };
    await expect(stsClient(aws).send(new GetSessionTokenCommand(input))).rejects.toMatchObject(
      refused('AccessDenied', /must provide both MFA serial number and one time pass code/),
    );
  });
});

describe('parameters', () => {
  const one = '1 validation error detected: ';
  test.each([
    [
      { DurationSeconds: 899 },
      `${one}Value '899' at 'durationSeconds' failed to satisfy constraint: Member must have value greater than or equal to 900`,
    ],
    [
      { DurationSeconds: 129_601 },
      `${one}Value '129601' at 'durationSeconds' failed to satisfy constraint: Member must have value less than or equal to 129600`,
    ],
    [
      { TokenCode: '12345' },
      `${one}Value '12345' at 'tokenCode' failed to satisfy constraint: Member must have length greater than or equal to 6`,
    ],
    [
      { TokenCode: '1234567' },
      `${one}Value '1234567' at 'tokenCode' failed to satisfy constraint: Member must have length less than or equal to 6`,
    ],
    [
      { TokenCode: '12345a' },
      `${one}Value '12345a' at 'tokenCode' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\d]*`,
    ],
    [
      { SerialNumber: 'GAHT1234' },
      `${one}Value 'GAHT1234' at 'serialNumber' failed to satisfy constraint: Member must have length greater than or equal to 9`,
    ],
    [
      { SerialNumber: 'a device!' },
      `${one}Value 'a device!' at 'serialNumber' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\w+=/:,.@-]*`,
    ],
  ])('%j is refused', async (input, message) => {
    await expect(getSession(aws, input)).rejects.toMatchObject(refused('ValidationError', message, 400));
  });

  test('that are wrong are named in one message', async () => {
    const message =
      "2 validation errors detected: Value '1' at 'durationSeconds' failed to satisfy constraint: " +
      "Member must have value greater than or equal to 900; Value '1' at 'tokenCode' failed to satisfy constraint: " +
      'Member must have length greater than or equal to 6';
    await expect(getSession(aws, { DurationSeconds: 1, TokenCode: '1' })).rejects.toMatchObject(
      refused('ValidationError', message, 400),
    );
  });

  test('are looked at before the code is', async () => {
    const TokenCode = aws.nextCode();
    await expect(getSession(aws, { DurationSeconds: 1, TokenCode })).rejects.toThrow('validation error');
    expect((await getSession(aws, { TokenCode })).AccessKeyId).toMatch(/^ASIA/);
  });
});

test('a region in which STS is switched off refuses', async () => {
  aws.regionDisabled(true);
  const message =
    'STS is not activated in this region for account:123456789012. ' +
    'Your account administrator can activate STS in this region using the IAM Console.';
  await expect(whoAmI(aws)).rejects.toMatchObject(refused('RegionDisabledException', message));
});

test('an action that does not exist is refused, in XML of the form that AWS gives', async () => {
  const body = 'Action=Nope&Version=2011-06-15';
  const answer = await fetch(aws.url, { method: 'POST', body });
  expect(answer.status).toBe(400);
  expect(answer.headers.get('content-type')).toBe('text/xml');
  expect(await answer.text()).toMatch(
    /^<ErrorResponse xmlns="https:\/\/sts.amazonaws.com\/doc\/2011-06-15\/"><Error><Type>Sender<\/Type><Code>InvalidAction<\/Code><Message>Could not find operation Nope for version 2011-06-15<\/Message><\/Error><RequestId>[0-9a-f-]{36}<\/RequestId><\/ErrorResponse>$/m,
  );
});

test('the Date header is the server’s clock', async () => {
  await restart({ now: () => noon, clockOffsetSeconds: 90 });
  const answer = await fetch(aws.url);
  expect(answer.headers.get('date')).toBe('Mon, 23 Nov 2026 12:01:30 GMT');
});

test('every request is in the log, with what was answered', async () => {
  const TokenCode = aws.nextCode();
  await getSession(aws, { TokenCode });
  await getSession(aws, { TokenCode }).catch(() => undefined);
  await aws.arrived(2);
  const common = { action: 'GetSessionToken', accessKeyId: 'AKIAIOSFODNN7EXAMPLE' };
  expect(aws.requests).toMatchObject([
    { ...common, status: 200, params: { TokenCode, SerialNumber: device } },
    { ...common, status: 403 },
  ]);
  expect(aws.connections()).toBe(2);
});
