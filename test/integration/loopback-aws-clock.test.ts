/** Signatures more than 15 minutes off the server's clock: AWS names both times, and looks at no code. */
import { afterEach, describe, expect, test } from 'vitest';
import { checkSigningDate } from '../support/aws/signing-date.ts';
import { type LoopbackAws, startLoopbackAws } from '../support/loopback-aws.ts';
import { getSession, whoAmI } from '../support/sts-client.ts';

describe('a server whose clock is not the client’s', () => {
  let aws: LoopbackAws;
  afterEach(() => aws.close());

  test.each([
    [1200, /^Signature expired: (\w+) is now earlier than (\w+) \((\w+) - 15 min\.\)$/],
    [-1200, /^Signature not yet current: (\w+) is still later than (\w+) \((\w+) \+ 15 min\.\)$/],
  ])('by %d s refuses', async (clockOffsetSeconds, message) => {
    aws = await startLoopbackAws({ clockOffsetSeconds });
    await expect(whoAmI(aws)).rejects.toMatchObject({
      name: 'SignatureDoesNotMatch',
      message: expect.stringMatching(message) as unknown,
      $metadata: expect.objectContaining({ httpStatusCode: 403 }) as unknown,
    });
  });

  test.each([800, -800])('by %d s makes no difference', async (clockOffsetSeconds) => {
    aws = await startLoopbackAws({ clockOffsetSeconds });
    expect(await whoAmI(aws)).toBe('arn:aws:iam::123456789012:user/alice');
  });

  test('spends no code', async () => {
    let offset = 1200;
    aws = await startLoopbackAws({ now: () => Date.now() + offset * 1000 });
    aws.acceptCodes('123456');
    await expect(getSession(aws, { TokenCode: '123456' })).rejects.toThrow('Signature expired');
    offset = 0;
    expect((await getSession(aws, { TokenCode: '123456' })).AccessKeyId).toMatch(/^ASIA/);
  });
});

describe('the words', () => {
  const now = Date.UTC(2026, 10, 23, 14, 20);
  test.each([
    [
      '20261123T140000Z',
      'Signature expired: 20261123T140000Z is now earlier than 20261123T140500Z (20261123T142000Z - 15 min.)',
    ],
    [
      '20261123T144000Z',
      'Signature not yet current: 20261123T144000Z is still later than 20261123T143500Z (20261123T142000Z + 15 min.)',
    ],
    [
      'yesterday',
      "Date must be in ISO-8601 'basic format'. Got 'yesterday'. See http://en.wikipedia.org/wiki/ISO_8601",
    ],
  ])('for %s', (amzDate, message) => {
    expect(() => checkSigningDate(amzDate, now)).toThrow(message);
  });

  test.each(['20261123T140500Z', '20261123T143500Z'])('exactly 15 minutes is taken: %s', (amzDate) => {
    expect(checkSigningDate(amzDate, now)).toBeInstanceOf(Date);
  });
});
