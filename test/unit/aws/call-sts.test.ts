/** One call for a session: when it is retried, and that no code is ever sent twice. */
import { describe, expect, it } from 'vitest';
import { callSts } from '../../../src/aws/get-session.ts';
import { AwsMfaError } from '../../../src/errors.ts';
import { DEVICE, ROLE, sessionPlan } from '../../support/session-plan.ts';
import { ANSWER, failure, NOW, refusal, fakes, WRONG_CODE } from '../../support/fakes.ts';
import { rejectedBy, told, words } from '../../support/thrown-by.ts';
import { sourceOf } from '../../support/source-of.ts';

const CODE = '123456';
const minutes = (count: number) => new Date(NOW.getTime() + count * 60_000);

describe('callSts', () => {
  it('calls with what the plan says, and gives the session', async () => {
    const endpoint = { value: 'https://sts.example', source: sourceOf('AWS_ENDPOINT_URL') };
    const at = fakes({ replies: [ANSWER] });
    expect(await callSts(sessionPlan({ endpoint }), CODE, at)).toEqual({
      accessKeyId: 'ASIAIOSFODNN7EXAMPLE',
      secretAccessKey: 'session-secret',
      sessionToken: 'session-token',
      expiration: new Date('2026-11-24T00:00:00Z'),
      issuedAt: NOW,
    });
    expect(at.calls).toEqual([
      {
        keys: { accessKeyId: 'AKIAIOSFODNN7WXYZ', secretAccessKey: 'base-secret' },
        region: 'eu-west-1',
        endpoint: 'https://sts.example',
        fips: false,
        dualstack: false,
        network: {},
        serialNumber: DEVICE,
        tokenCode: CODE,
        durationSeconds: 43_200,
        clockOffset: 0,
        signal: at.signal,
      },
    ]);
    expect(at.said).toEqual([]);
  });

  it('a role goes along, and is what --debug speaks of', async () => {
    const externalId = { value: 'acme-7', source: sourceOf('--external-id') };
    const at = fakes({ replies: [ANSWER] });
    await callSts(sessionPlan({ role: { ...ROLE, externalId } }), CODE, at);
    expect(at.calls).toMatchObject([
      { role: { arn: ROLE.arn.value, sessionName: 'aws-mfa-alice', externalId: 'acme-7' } },
    ]);
    expect(at.traced).toEqual([expect.stringMatching(/^AssumeRole \(STS in eu-west-1\): a session after/)]);
  });

  it("a role's refusal is told in words about the role", async () => {
    const message = 'User: x is not authorized to perform: sts:AssumeRole on resource: y';
    const at = fakes({ replies: [refusal('AccessDenied', message)] });
    const error = await rejectedBy(callSts(sessionPlan({ role: ROLE }), CODE, at));
    expect(told(error)).toMatch(words(`refused: …"work" assume ${ROLE.arn.value}`));
  });

  it('a refusal of keys that a process gave says so', async () => {
    const process = { value: 'vault', source: sourceOf('credential_process of [profile work]') };
    const { name, keys } = sessionPlan().base;
    const plan = sessionPlan({ base: { name, keys, process } });
    const error = await rejectedBy(
      callSts(plan, CODE, fakes({ replies: [refusal('InvalidClientTokenId')] })),
    );
    expect(told(error)).toMatch(words('Correct what credential_process of [profile work] prints'));
  });

  it('a wrong code is told from every other refusal', async () => {
    const error = await rejectedBy(callSts(sessionPlan(), CODE, fakes({ replies: [WRONG_CODE] })));
    expect(error.code).toBe('wrong_code');
  });
});

describe('what was not sent is tried again, twice, after a pause', () => {
  it.each([
    ['the second time', [failure('ECONNREFUSED', false), ANSWER], [250]],
    ['the third time', [failure('ETIMEDOUT', false), failure('EAI_AGAIN', false), ANSWER], [250, 1000]],
  ])('%s', async (_, replies, pauses) => {
    const at = fakes({ replies });
    expect(await callSts(sessionPlan(), CODE, at)).toHaveProperty('sessionToken');
    expect(at.pauses).toEqual(pauses);
  });

  it('a wait that was long is said, one that was not is not', async () => {
    const at = fakes({ replies: [failure('ETIMEDOUT', false), failure('ECONNREFUSED', false), ANSWER] });
    await callSts(sessionPlan(), CODE, at);
    expect(at.said).toEqual(['note: No answer yet. Trying again.']);
  });

  it.each([
    [
      'never three times',
      Array.from({ length: 3 }, () => failure('ECONNREFUSED', false)),
      'could not be reached (ECONNREFUSED). The code was not sent.',
    ],
    [
      'never what was sent',
      [failure('ECONNRESET', true)],
      'closed the connection (ECONNRESET). The code may have been used.',
    ],
    [
      'nor what was sent at the second attempt',
      [failure('ECONNREFUSED', false), failure('TimeoutError', true)],
      'did not answer in time',
    ],
    ['never what would only fail again', [failure('CERT_HAS_EXPIRED', false)], 'certificate'],
    ['never a busy AWS', [refusal('Throttling', '', 400)], 'busy'],
    ['never trouble at AWS', [refusal('InternalFailure', '', 500)], 'busy or has an outage'],
  ])('%s', async (_, replies, expected) => {
    const at = fakes({ replies });
    expect(told(await rejectedBy(callSts(sessionPlan(), CODE, at)))).toMatch(words(expected));
    expect(at.calls).toHaveLength(replies.length);
  });
});

describe('a clock that is off', () => {
  const expired = (server: Date) => refusal('SignatureDoesNotMatch', 'Signature expired: x', 403, server);

  it.each([
    [20, "warning: This machine's clock is 20m behind. The request was corrected; set the clock soon."],
    [-20, "warning: This machine's clock is 20m ahead. The request was corrected; set the clock soon."],
  ])('%i minutes: corrected once, with a warning', async (off, warning) => {
    const at = fakes({ replies: [expired(minutes(off)), ANSWER] });
    expect(await callSts(sessionPlan(), CODE, at)).toHaveProperty('sessionToken');
    expect(at.calls.map(({ clockOffset }) => clockOffset)).toEqual([0, off * 60_000]);
    expect(at.said).toEqual([warning]);
  });

  it('the expiry is judged by the corrected clock, and the time of issue is taken from it', async () => {
    const soon = { ...ANSWER, expiration: minutes(-30) };
    const at = fakes({ replies: [expired(minutes(-60)), soon] });
    const session = await callSts(sessionPlan(), CODE, at);
    expect(session).toMatchObject({ issuedAt: minutes(-60), expiration: minutes(-30) });
  });

  it.each([
    [
      'a second time',
      "This machine's clock is wrong. Correcting the time of the request did not help.",
      [expired(minutes(20)), expired(minutes(40))],
    ],
    [
      'without a time',
      "This machine's clock is wrong. AWS did not say by how much.",
      [refusal('RequestExpired')],
    ],
    [
      'with a time that is ours',
      "This machine's clock is wrong. AWS did not say by how much.",
      [expired(NOW)],
    ],
  ])('%s it is an end: %s', async (_, says, replies) => {
    const at = fakes({ replies });
    expect(told(await rejectedBy(callSts(sessionPlan(), CODE, at)))).toMatch(
      words(`refused: ${says} | Set the clock`),
    );
    expect(at.calls).toHaveLength(replies.length);
  });

  it('once corrected, a wrong code is a wrong code', async () => {
    const at = fakes({ replies: [expired(minutes(20)), WRONG_CODE] });
    expect((await rejectedBy(callSts(sessionPlan(), CODE, at))).code).toBe('wrong_code');
  });
});

describe('what is never done', () => {
  it('what --debug shows of a call holds nothing that was in it', async () => {
    const replies = [failure('ECONNREFUSED', false), refusal('ValidationError', `no ${CODE}`, 400)];
    const at = fakes({ replies });
    await rejectedBy(callSts(sessionPlan(), CODE, at));
    const done = fakes({ replies: [ANSWER] });
    await callSts(sessionPlan(), CODE, done);
    expect([...at.traced, ...done.traced]).toEqual([
      expect.stringContaining('ECONNREFUSED before sending'),
      expect.stringContaining('HTTP 400, ValidationError'),
      expect.stringContaining('a session'),
    ]);
    expect(JSON.stringify([at.traced, done.traced])).not.toMatch(/123456|secret|token/);
  });

  it('a server may name its error as it likes: neither the code nor the key is shown', async () => {
    const plan = sessionPlan();
    const { accessKeyId } = plan.base.keys;
    const at = fakes({ replies: [refusal(`${CODE}-${accessKeyId}`, '', 418)] });
    const error = told(await rejectedBy(callSts(plan, CODE, at)));
    expect(error).toContain(`HTTP 418, ••••••-…${accessKeyId.slice(-4)})`);
    expect(`${error}${at.traced.join()}`).not.toMatch(/123456|AKIA/);
  });

  it('a code that AWS repeats is not shown', async () => {
    const message = `Value '${CODE}' at 'tokenCode' failed to satisfy constraint, ${CODE}`;
    const error = await rejectedBy(
      callSts(sessionPlan(), CODE, fakes({ replies: [refusal('ValidationError', message, 400)] })),
    );
    expect(told(error)).toContain("Value '••••••' at 'tokenCode'");
    expect(told(error)).not.toContain(CODE);
  });

  it('does not repeat an access key that the server put into its message', async () => {
    const plan = sessionPlan();
    const { accessKeyId } = plan.base.keys;
    const at = fakes({ replies: [refusal('AccessDenied', `none of ${accessKeyId}'s business`, 403)] });
    const error = told(await rejectedBy(callSts(plan, CODE, at)));
    expect(error).toContain(`none of …${accessKeyId.slice(-4)}'s business.`);
    expect(error).not.toContain(accessKeyId);
  });

  it('an answer that lacks something is no session', async () => {
    const at = fakes({ replies: [{ ...ANSWER, sessionToken: undefined }] });
    expect(told(await rejectedBy(callSts(sessionPlan(), CODE, at)))).toMatch(/^unreachable: .*SessionToken/);
  });

  it.each([
    ['an answer', ANSWER],
    ['a failure after sending', failure('AbortError', true)],
    ['a refusal', WRONG_CODE],
  ])('after a signal %s counts for nothing, and the code may be gone', async (_, reply) => {
    const reason = new AwsMfaError('terminated', 'Canceled.');
    const at = fakes({ replies: [reply], signal: AbortSignal.abort(reason) });
    expect(await rejectedBy(callSts(sessionPlan(), CODE, at))).toMatchObject({
      kind: 'terminated',
      message: 'Canceled. The code may have been used.',
    });
  });

  it('a signal before anything was sent says nothing of the code', async () => {
    const reason = new AwsMfaError('cancelled', 'Canceled.');
    const at = fakes({ replies: [failure('AbortError', false)], signal: AbortSignal.abort(reason) });
    expect(await rejectedBy(callSts(sessionPlan(), CODE, at))).toBe(reason);
  });
});
