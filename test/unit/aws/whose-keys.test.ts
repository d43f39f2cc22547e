/** Calls that need no code: when they are retried, and the errors. */
import { describe, expect, it } from 'vitest';
import { adviceText } from '../../../src/errors.ts';
import { whoseKeys, type KeyContext } from '../../../src/aws/identity.ts';
import { devicesOf } from '../../../src/aws/ask-iam.ts';
import type { Reply, SignedCall } from '../../../src/aws/calls.ts';
import { failure, NOW, refusal, fakes, unprepared } from '../../support/fakes.ts';
import { keyContext as usualContext } from '../../support/key-context.ts';
import { rejectedBy, told, words } from '../../support/thrown-by.ts';
import { sourceOf } from '../../support/source-of.ts';

const ALICE = { kind: 'answer', arn: 'arn:aws:iam::123456789012:user/alice' } as const;
const CLOCK = refusal('SignatureDoesNotMatch', 'Signature expired: (20261123T130000Z - 15 min.)');

function prepare(replies: Reply<{ arn: string | undefined }>[], signal = new AbortController().signal) {
  const calls: SignedCall[] = [];
  const context = fakes({
    signal,
    getCallerIdentity(call) {
      calls.push(call);
      return Promise.resolve(replies.shift() ?? unprepared('getCallerIdentity')());
    },
  });
  return { context, calls };
}

const KEYS = { accessKeyId: 'AKIAIOSFODNN7WXYZ', secretAccessKey: 'base-secret' };
const { iam: IAM } = usualContext('work', KEYS);
const LOOPBACK_IAM = { ...IAM, endpoint: 'http://127.0.0.1:1' };

function keyContext(changes: Partial<KeyContext> = {}): KeyContext {
  return { ...usualContext('work', KEYS), ...changes };
}

describe('whoseKeys', () => {
  it('asks once, in the region of the keys; --debug is told where each value came from, and how long it took', async () => {
    const { context, calls } = prepare([ALICE]);
    const lines = ['region: eu-west-1 (--region)'];
    expect(await whoseKeys(keyContext({ lines }), context)).toHaveProperty('userName', 'alice');
    expect(context.traced).toEqual([
      'region: eu-west-1 (--region)',
      'GetCallerIdentity (STS in eu-west-1): an answer after 0 ms',
    ]);
    expect(calls).toMatchObject([{ region: 'eu-west-1', endpoint: undefined, clockOffset: 0 }]);
  });

  it.each([false, true])(
    'a network that fails (sent: %s): twice more, for nothing can be spent',
    async (sent) => {
      const { context, calls } = prepare([failure('ECONNRESET', sent), failure('ETIMEDOUT', sent), ALICE]);
      await whoseKeys(keyContext(), context);
      expect(calls).toHaveLength(3);
      expect(context.pauses).toEqual([250, 1000]);
    },
  );

  it('and no more than that', async () => {
    const { context, calls } = prepare(Array.from({ length: 3 }, () => failure('ECONNREFUSED', false)));
    const error = await rejectedBy(
      whoseKeys(keyContext({ sts: { ...IAM, endpoint: 'https://sts.test/x' } }), context),
    );
    expect(told(error)).toMatch(words('unreachable: sts.test could not be reached (ECONNREFUSED).'));
    expect(calls).toHaveLength(3);
  });

  it('a certificate that is not good is no matter of trying', async () => {
    const { context, calls } = prepare([failure('CERT_HAS_EXPIRED', false)]);
    await rejectedBy(whoseKeys(keyContext(), context));
    expect(calls).toHaveLength(1);
  });

  it('a correction that is wrong by now is replaced, and not spoken of', async () => {
    const kept = keyContext({ clockOffset: 3_600_000 });
    const late = refusal('RequestExpired', '', 400, new Date(NOW.getTime() + 2000));
    const { context, calls } = prepare([late, ALICE]);
    await whoseKeys(kept, context);
    expect(calls.map(({ clockOffset }) => clockOffset)).toEqual([3_600_000, 2000]);
    expect([kept.clockOffset, context.said]).toEqual([2000, []]);
  });

  it('a clock that is off: corrected once, said, and kept for what comes', async () => {
    const { context, calls } = prepare([CLOCK, ALICE]);
    const kept = keyContext();
    await whoseKeys(kept, context);
    expect(calls.map(({ clockOffset }) => clockOffset)).toEqual([0, 3_600_000]);
    expect(kept.clockOffset).toBe(3_600_000);
    expect(context.said.join()).toContain('clock is 1h 0m behind');
    expect(NOW.toISOString()).toContain('T12:00:00');
  });

  it('and only once', async () => {
    const { context, calls } = prepare([CLOCK, CLOCK]);
    expect(await rejectedBy(whoseKeys(keyContext(), context))).toHaveProperty('kind', 'refused');
    expect(calls).toHaveLength(2);
  });

  it('keys of a process that AWS does not know are mended there', async () => {
    const { context } = prepare([refusal('InvalidClientTokenId')]);
    const process = { value: 'vault', source: sourceOf('credential_process of [profile work]') };
    const error = await rejectedBy(whoseKeys(keyContext({ process }), context));
    expect(told(error)).toMatch(
      words('refused: …| …Correct what credential_process of [profile work] prints'),
    );
  });

  it('a refusal is explained, the access key masked', async () => {
    const { context } = prepare([refusal('AccessDenied', 'AKIAIOSFODNN7WXYZ may not')]);
    const error = await rejectedBy(whoseKeys(keyContext(), context));
    expect(told(error)).toMatch(words('refused: STS in eu-west-1 denied access: …WXYZ may not.'));
    expect(told(error)).not.toContain('AKIAIOSFODNN7WXYZ');
  });

  it('nor is the token of a session repeated', async () => {
    const { context } = prepare([refusal('AccessDenied', 'no IQoJb3JpZ2lu for you')]);
    const keys = { ...KEYS, sessionToken: 'IQoJb3JpZ2lu' };
    const error = await rejectedBy(whoseKeys(keyContext({ keys }), context));
    expect(told(error)).toMatch(words('refused: STS in eu-west-1 denied access: no … for you.'));
    expect(told(error)).not.toContain('IQoJ');
  });

  it.each([[undefined], ['arn:aws:iam::123456789012:user/\u001b[2J']])(
    'an answer with the ARN %j is none',
    async (arn) => {
      const { context } = prepare([{ kind: 'answer', arn }]);
      expect(await rejectedBy(whoseKeys(keyContext(), context))).toHaveProperty('kind', 'unreachable');
    },
  );

  it('a signal ends it with its reason', async () => {
    const reason = new Error('SIGTERM');
    const { context } = prepare([ALICE], AbortSignal.abort(reason));
    await expect(whoseKeys(keyContext(), context)).rejects.toBe(reason);
  });
});

describe('devicesOf', () => {
  type DevicesReply = Reply<{ serialNumbers: string[] | undefined }>;

  async function devices(reply: DevicesReply, changes: Partial<KeyContext> = {}) {
    const calls: SignedCall[] = [];
    const listMfaDevices = (call: SignedCall) => {
      calls.push(call);
      return Promise.resolve(reply);
    };
    return {
      found: await devicesOf(
        'alice',
        keyContext({ iam: LOOPBACK_IAM, ...changes }),
        fakes({ listMfaDevices }),
      ),
      calls,
    };
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

  const APP = 'arn:aws:iam::123456789012:mfa/alice';
  const PASSKEY = 'arn:aws-us-gov:iam::123456789012:u2f/user/alice/key-ABC';
  it.each<[what: string, listed: string[], found: string[]]>([
    ['none', [], []],
    ['all of them', [APP, PASSKEY, 'GAHT12345678'], [APP, PASSKEY, 'GAHT12345678']],
    ['only what is a device', ['', ' ', `${APP}\n[x]`, `${APP}\u001b[31m`, 'GAHT1 # x', APP], [APP]],
    ['no user', ['arn:aws:iam::123456789012:user/alice', 'GAHT12345678'], ['GAHT12345678']],
  ])('takes from the list of IAM: %s', async (_, serialNumbers, expected) => {
    expect((await devices({ kind: 'answer', serialNumbers })).found).toEqual({ serialNumbers: expected });
  });

  it('a proxy in the way is told in its own words, with the setting', async () => {
    const proxy = {
      value: { url: 'http://p:1', name: 'p:1', authorization: undefined },
      source: sourceOf('HTTPS_PROXY'),
    };
    const problem = { ...failure('ProxyRefusal', false), proxy: { status: 403, schemes: [] } };
    const { found } = await devices(problem, { iam: { ...IAM, network: { proxy } } });
    expect(found).toEqual({
      untold: {
        message: 'The proxy p:1 (HTTPS_PROXY) does not allow connections to IAM in us-east-1 (HTTP 403).',
        hint: expect.stringMatching(/^Ask your network administrator/) as string,
      },
    });
  });

  it.each<[DevicesReply, string]>([
    [{ kind: 'answer', serialNumbers: undefined }, '127.0.0.1:1 sent an answer that cannot be read.'],
    [{ kind: 'answer', serialNumbers: ['\u001b[2J'] }, '127.0.0.1:1 sent an answer that cannot be read.'],
    [refusal('AccessDenied', 'no', 403), 'A policy denies iam:ListMFADevices.'],
    [refusal('NoSuchEntity', 'no', 404), '127.0.0.1:1 answered NoSuchEntity (HTTP 404).'],
    [refusal('UnknownError', '<html>', 403), '127.0.0.1:1 answered UnknownError (HTTP 403).'],
    [
      failure('EACCES', false),
      '127.0.0.1:1 could not be reached (EACCES).\nCheck the network connection, then try again.',
    ],
    [
      failure('ERR_ANSWER_TOO_LARGE', true),
      '127.0.0.1:1 sent an answer of more than 1 MB (ERR_ANSWER_TOO_LARGE).\nTry again in a moment. If it keeps failing, check the endpoint and any proxy.',
    ],
  ])('untold: %j', async (reply, untold) => {
    const { found } = await devices(reply);
    expect('untold' in found && adviceText(found.untold)).toBe(untold);
  });
});
