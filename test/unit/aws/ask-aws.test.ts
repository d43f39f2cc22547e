/** Questions to AWS that spend nothing: put again where that may help, explained where it does not. */
import { adviceText } from '../../../src/errors.ts';
import { describe, expect, it } from 'vitest';
import {
  devicesOf,
  whoseKeys,
  type AskAwsDeps,
  type KeysInHand,
  type SignedCall,
} from '../../../src/aws/ask-aws.ts';
import { failure, NOW, refusal, stsDesk } from '../../support/sts-desk.ts';
import { rejectedBy, told, words } from '../../support/thrown-by.ts';
import { unprepared } from '../../support/unprepared.ts';
import type { StsReply } from '../../../src/aws/get-session.ts';
import type { Reply } from '../../../src/aws/with-retry.ts';
import { sourceOf } from '../../support/source-of.ts';

type Failed = Exclude<StsReply, { kind: 'answer' }>;
const ALICE = { kind: 'answer', arn: 'arn:aws:iam::123456789012:user/alice' } as const;
const CLOCK = refusal('SignatureDoesNotMatch', 'Signature expired: (20261123T130000Z - 15 min.)') as Failed;

function desk(replies: (Reply<{ arn: string | undefined }> | Failed)[], signal?: AbortSignal) {
  const calls: SignedCall[] = [];
  const base = stsDesk([], signal);
  const deps: AskAwsDeps = {
    ...base,
    getCallerIdentity(call) {
      calls.push(call);
      return Promise.resolve(replies.shift() ?? unprepared('getCallerIdentity')());
    },
    listMfaDevices: unprepared('listMfaDevices'),
  };
  return { deps, calls, base };
}

const TARGET = { region: 'us-east-1', endpoint: undefined, fips: false, dualstack: false, network: {} };

function hand(changes: Partial<KeysInHand> = {}): KeysInHand {
  return {
    base: 'work',
    keys: { accessKeyId: 'AKIAIOSFODNN7WXYZ', secretAccessKey: 'base-secret' },
    sts: { ...TARGET, region: 'eu-west-1' },
    iam: { ...TARGET, endpoint: 'http://127.0.0.1:1' },
    lines: ['region: eu-west-1 (--region)'],
    clockOffset: 0,
    ...changes,
  };
}

describe('whoseKeys', () => {
  it('asks once, in the region of the keys; --debug is told where each value came from, and how long it took', async () => {
    const { deps, calls, base } = desk([ALICE]);
    expect(await whoseKeys(hand(), deps)).toHaveProperty('userName', 'alice');
    expect(base.traced).toEqual([
      'region: eu-west-1 (--region)',
      'GetCallerIdentity (STS in eu-west-1): an answer after 0 ms',
    ]);
    expect(calls).toMatchObject([{ region: 'eu-west-1', endpoint: undefined, clockOffset: 0 }]);
  });

  it.each([false, true])(
    'a network that fails (sent: %s): twice more, for nothing can be spent',
    async (sent) => {
      const { deps, calls, base } = desk([
        failure('ECONNRESET', sent) as Failed,
        failure('ETIMEDOUT', sent) as Failed,
        ALICE,
      ]);
      await whoseKeys(hand(), deps);
      expect(calls).toHaveLength(3);
      expect(base.pauses).toEqual([250, 1000]);
    },
  );

  it('and no more than that', async () => {
    const { deps, calls } = desk(Array.from({ length: 3 }, () => failure('ECONNREFUSED', false) as Failed));
    const error = await rejectedBy(
      whoseKeys(hand({ sts: { ...TARGET, endpoint: 'https://sts.test/x' } }), deps),
    );
    expect(told(error)).toMatch(words('unreachable: sts.test could not be reached (ECONNREFUSED).'));
    expect(calls).toHaveLength(3);
  });

  it('a certificate that is not good is no matter of trying', async () => {
    const { deps, calls } = desk([failure('CERT_HAS_EXPIRED', false) as Failed]);
    await rejectedBy(whoseKeys(hand(), deps));
    expect(calls).toHaveLength(1);
  });

  it('a clock that is off: corrected once, said, and kept for what comes', async () => {
    const { deps, calls, base } = desk([CLOCK, ALICE]);
    const kept = hand();
    await whoseKeys(kept, deps);
    expect(calls.map(({ clockOffset }) => clockOffset)).toEqual([0, 3_600_000]);
    expect(kept.clockOffset).toBe(3_600_000);
    expect(base.said.join()).toContain("clock is 1h 0m behind AWS'");
    expect(NOW.toISOString()).toContain('T12:00:00');
  });

  it('and only once', async () => {
    const { deps, calls } = desk([CLOCK, CLOCK]);
    expect(await rejectedBy(whoseKeys(hand(), deps))).toHaveProperty('kind', 'refused');
    expect(calls).toHaveLength(2);
  });

  it('keys of a process that AWS does not know are mended there', async () => {
    const { deps } = desk([refusal('InvalidClientTokenId') as Failed]);
    const process = { value: 'vault', source: sourceOf('credential_process of [profile work]') };
    const error = await rejectedBy(whoseKeys(hand({ process }), deps));
    expect(told(error)).toMatch(
      words('refused: …| …Mend what the credential_process of [profile work] gives'),
    );
  });

  it('a refusal is explained, the access key masked', async () => {
    const { deps } = desk([refusal('AccessDenied', 'AKIAIOSFODNN7WXYZ may not') as Failed]);
    const error = await rejectedBy(whoseKeys(hand(), deps));
    expect(told(error)).toMatch(words('refused: Access was denied: …WXYZ may not'));
    expect(told(error)).not.toContain('AKIAIOSFODNN7WXYZ');
  });

  it.each([[undefined], ['arn:aws:iam::123456789012:user/\u001b[2J']])(
    'an answer with the ARN %j is none',
    async (arn) => {
      const { deps } = desk([{ kind: 'answer', arn }]);
      expect(await rejectedBy(whoseKeys(hand(), deps))).toHaveProperty('kind', 'unreachable');
    },
  );

  it('a signal ends it with its reason', async () => {
    const reason = new Error('SIGTERM');
    const { deps } = desk([ALICE], AbortSignal.abort(reason));
    await expect(whoseKeys(hand(), deps)).rejects.toBe(reason);
  });
});

describe('devicesOf', () => {
  async function devices(
    reply: Reply<{ serialNumbers: string[] | undefined }>,
    changes: Partial<KeysInHand> = {},
  ) {
    const calls: SignedCall[] = [];
    const { deps } = desk([]);
    const listMfaDevices: AskAwsDeps['listMfaDevices'] = (call) => {
      calls.push(call);
      return Promise.resolve(reply);
    };
    return { found: await devicesOf('alice', hand(changes), { ...deps, listMfaDevices }), calls };
  }

  it('are asked of IAM, by the clock that was corrected', async () => {
    const { found, calls } = await devices(
      { kind: 'answer', serialNumbers: ['GAHT12345678', 'x'] },
      { clockOffset: 5 },
    );
    expect(found).toEqual({ serialNumbers: ['GAHT12345678'] });
    expect(calls).toMatchObject([
      { region: 'us-east-1', userName: 'alice', endpoint: 'http://127.0.0.1:1', clockOffset: 5 },
    ]);
  });

  it('a proxy in the way is told in its own words, with the setting', async () => {
    const proxy = {
      value: { url: 'http://p:1', name: 'p:1', authorization: undefined },
      source: sourceOf('HTTPS_PROXY'),
    };
    const trouble = { ...(failure('ProxyRefusal', false) as Failed), proxy: { status: 403, schemes: [] } };
    const { found } = await devices(trouble, { iam: { ...TARGET, network: { proxy } } });
    expect(found).toEqual({
      untold: {
        message: 'The proxy p:1 (HTTPS_PROXY) does not let IAM in us-east-1 be reached (HTTP 403).',
        hint: expect.stringMatching(/^Ask whoever/) as string,
      },
    });
  });

  it.each<[Reply<{ serialNumbers: string[] | undefined }>, string]>([
    [{ kind: 'answer', serialNumbers: undefined }, 'The answer of 127.0.0.1:1 cannot be read.'],
    [{ kind: 'answer', serialNumbers: ['\u001b[2J'] }, 'The answer of 127.0.0.1:1 cannot be read.'],
    [refusal('AccessDenied', 'no', 403) as Failed, 'A policy denies iam:ListMFADevices.'],
    [refusal('NoSuchEntity', 'no', 404) as Failed, '127.0.0.1:1 says NoSuchEntity (HTTP 404).'],
    [refusal('UnknownError', '<html>', 403) as Failed, '127.0.0.1:1 says UnknownError (HTTP 403).'],
    [
      failure('EACCES', false) as Failed,
      '127.0.0.1:1 could not be reached (EACCES).\nCheck the network connection, then try again.',
    ],
    [
      failure('ERR_ANSWER_TOO_LARGE', true) as Failed,
      '127.0.0.1:1 sent an answer of more than 1 MB (ERR_ANSWER_TOO_LARGE).\nTry again in a moment; if it stays so, check the endpoint and any proxy on the way.',
    ],
  ])('untold: %j', async (reply, untold) => {
    const { found } = await devices(reply);
    expect('untold' in found && adviceText(found.untold)).toBe(untold);
  });
});
