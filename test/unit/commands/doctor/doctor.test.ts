/** The flow of the doctor: what is asked, of whom, with which keys, and what stands where something ends too early. */
import { describe, expect, it } from 'vitest';
import type { SignedCall } from '../../../../src/aws/calls.ts';
import { doctor } from '../../../../src/commands/doctor/doctor.ts';
import { AwsMfaError } from '../../../../src/errors.ts';
import { failure, NOW, fakes, unprepared, type Prepared } from '../../../support/fakes.ts';
import { rejectedBy, told, words } from '../../../support/thrown-by.ts';

const DEVICE = 'arn:aws:iam::123456789012:mfa/alice';
const CREDENTIALS =
  '[default]\naws_access_key_id = AKIAIOSFODNN7EXAMPLE\naws_secret_access_key = base-secret\n';
const CONFIG = `[default]\nregion = eu-west-1\nmfa_serial = ${DEVICE}\n`;
const SESSION = `[mfa]
aws_access_key_id = ASIAIOSFODNN7SESSION
aws_secret_access_key = session-secret
aws_session_token = session-token
x_security_token_expires = ${new Date(NOW.getTime() + 3_600_000).toISOString()}
x_source_profile = default
`;

const ALICE = { kind: 'answer', arn: 'arn:aws:iam::123456789012:user/alice' } as const;
const DENIED = {
  kind: 'refusal',
  code: 'AccessDenied',
  message: '',
  status: 403,
  serverDate: undefined,
} as const;

function prepare(prepared: Prepared = {}) {
  const calls: [what: string, call: SignedCall][] = [];
  const shown: string[] = [];
  const asked =
    <Answer>(what: string, answer: Answer) =>
    (call: SignedCall) => {
      calls.push([what, call]);
      return Promise.resolve(answer);
    };
  const context = fakes({
    credentials: CREDENTIALS,
    config: CONFIG,
    fileState: () =>
      Promise.resolve({
        kind: 'file',
        target: undefined,
        mode: 0o600,
        folder: { path: '/home/alice/.aws', mode: 0o700 },
      }),
    awsCli: () => Promise.resolve({ path: '/bin/aws', printed: 'aws-cli/2.31.13' }),
    late: () => context.signal,
    getCallerIdentity: asked('GetCallerIdentity', ALICE),
    listMfaDevices: asked('ListMFADevices', { kind: 'answer' as const, serialNumbers: [DEVICE] }),
    reach: () => Promise.resolve({ kind: 'answer', date: NOW }),
    listAccessKeys: asked('ListAccessKeys', {
      kind: 'answer' as const,
      accessKeys: [{ id: 'AKIAIOSFODNN7EXAMPLE', isActive: true, created: NOW }],
    }),
    show: (tone, text) => shown.push(`${tone}: ${text}`),
    printJson: (value) => shown.push(JSON.stringify(value)),
    ...prepared,
  });
  return { context, calls, shown, all: () => shown.join('\n') };
}

describe('doctor', () => {
  it('a set-up on which all is well', async () => {
    const { context, shown, calls } = prepare();
    expect(await doctor({}, context)).toBe(0);
    expect(shown.map((line) => line.split(': ').slice(0, 2).join(': '))).toEqual([
      'result: ~/.aws/credentials',
      'result: ~/.aws/config',
      'result: base profile [default]',
      'result: MFA profile [mfa]',
      'result: MFA device',
      'note: session in [mfa]',
      'result: role profiles',
      'result: environment',
      'result: this machine',
      'result: STS in eu-west-1',
      'result: access key of [default]',
    ]);
    expect(calls.map(([what]) => what)).toEqual(['GetCallerIdentity', 'ListAccessKeys', 'ListMFADevices']);
  });

  it('IAM is asked with the session, where there is one', async () => {
    const { context, calls } = prepare({ credentials: CREDENTIALS + SESSION });
    await doctor({}, context);
    expect(calls.map(([what, { keys }]) => [what, keys.accessKeyId.slice(-7), keys.sessionToken])).toEqual([
      ['GetCallerIdentity', 'EXAMPLE', undefined],
      ['GetCallerIdentity', 'SESSION', 'session-token'],
      ['ListAccessKeys', 'SESSION', 'session-token'],
      ['ListMFADevices', 'SESSION', 'session-token'],
    ]);
  });

  it('and with the keys, where AWS does not accept the session', async () => {
    const { context, calls, all } = prepare({
      credentials: CREDENTIALS + SESSION,
      getCallerIdentity: ({ keys }) => Promise.resolve(keys.sessionToken ? DENIED : ALICE),
    });
    expect(await doctor({}, context)).toBe(1);
    expect(calls.map(([what, { keys }]) => [what, keys.sessionToken])).toEqual([
      ['ListAccessKeys', undefined],
      ['ListMFADevices', undefined],
    ]);
    expect(all()).toContain('error: AWS rejected the session in [mfa]');
  });

  it('a clock that is off is corrected for, and said once', async () => {
    const late = new Date(NOW.getTime() + 1_200_000);
    const { context, calls, all } = prepare({ reach: () => Promise.resolve({ kind: 'answer', date: late }) });
    expect(await doctor({}, context)).toBe(1);
    expect(calls.map(([, { clockOffset }]) => clockOffset)).toEqual([1_200_000, 1_200_000, 1_200_000]);
    expect(all().match(/clock is/g)).toHaveLength(1);
    expect(context.said).toEqual(expect.not.arrayContaining([expect.stringContaining('warning')]));
  });

  it('a clock that only a refusal tells of is corrected for, and said as a login says it', async () => {
    const message = 'Signature expired: 20261123T120000Z is now earlier than … (20261123T123500Z - 15 min.)';
    const skewed = {
      kind: 'refusal',
      code: 'SignatureDoesNotMatch',
      message,
      status: 403,
      serverDate: undefined,
    } as const;
    const { context, all } = prepare({
      reach: () => Promise.resolve({ kind: 'answer', date: undefined }),
      getCallerIdentity: ({ clockOffset }) => Promise.resolve(clockOffset === 0 ? skewed : ALICE),
    });
    expect(await doctor({}, context)).toBe(0);
    expect(context.said).toEqual([expect.stringMatching(/^warning: This machine's clock is 35m behind./)]);
    expect(all()).toContain('note: not checked: the clock');
  });

  it('the few seconds that an answer takes are no offset', async () => {
    const { context, calls } = prepare({
      reach: () => Promise.resolve({ kind: 'answer', date: new Date(NOW.getTime() - 2000) }),
    });
    await doctor({}, context);
    expect(calls.map(([, { clockOffset }]) => clockOffset)).toEqual([0, 0, 0]);
  });

  it('where STS is not reached, nothing else is asked', async () => {
    const { context, calls, all } = prepare({
      reach: () => Promise.resolve(failure('ENETUNREACH', false) as never),
    });
    expect(await doctor({}, context)).toBe(1);
    expect(calls).toEqual([]);
    expect(all()).toMatch(
      words(
        'error: STS in eu-west-1 could not be reached (ENETUNREACH)…note: not checked: …the clock, whose access key it is, …',
      ),
    );
  });

  it.each<[what: string, prepared: Prepared, code: number, says: string]>([
    [
      'IAM cannot be reached',
      { listAccessKeys: () => Promise.resolve(failure('ECONNRESET', false) as never) },
      0,
      'note: not checked: the age of the access key (IAM in us-east-1 could not be reached (ECONNRESET))',
    ],
    [
      'IAM has other words',
      {
        listMfaDevices: () =>
          Promise.resolve({ kind: 'refusal', code: 'Odd', message: '', status: 400, serverDate: undefined }),
      },
      0,
      'note: not checked: whether AWS recognizes the MFA device (IAM in us-east-1 answered Odd (HTTP 400))',
    ],
    [
      'the session is a role',
      {
        credentials: SESSION,
        config: `${CONFIG}credential_process = x\n`,
        getCallerIdentity: () =>
          Promise.resolve({ kind: 'answer', arn: 'arn:aws:sts::123456789012:assumed-role/r/s' }),
      },
      0,
      'note: not checked: …the age of the access key (only IAM users have keys and devices)…',
    ],
    [
      'STS answers without saying who',
      { getCallerIdentity: () => Promise.resolve({ kind: 'answer', arn: undefined }) },
      1,
      'error: STS in eu-west-1 answered, but did not say which user has these keys.',
    ],
    [
      'the IAM endpoint is none',
      { variables: { AWS_ENDPOINT_URL_IAM: 'ftp://x' } },
      1,
      'error: AWS_ENDPOINT_URL_IAM is not a valid URL.',
    ],
  ])('%s', async (_, prepared, code, says) => {
    const { context, all } = prepare(prepared);
    expect(await doctor({}, context)).toBe(code);
    expect(all()).toMatch(words(says));
  });

  it('AWS takes too long: what is known by then is told', async () => {
    const late = new AbortController();
    const hang = (signal: AbortSignal) =>
      new Promise<never>((_, reject) =>
        signal.addEventListener('abort', () => reject(signal.reason as Error)),
      );
    const { context, all } = prepare({
      late: () => late.signal,
      getCallerIdentity: ({ signal }) => hang(signal),
    });
    const done = doctor({}, context);
    setTimeout(() => late.abort(new AwsMfaError('no_answer', 'AWS did not answer.', 'Try again.')), 0);
    expect(await done).toBe(1);
    expect(all()).toMatch(words('error: AWS did not answer.\nremedy: Try again.\nnote: not checked: …'));
  });

  it('IAM takes too long: that is no fault of the set-up', async () => {
    const late = new AbortController();
    const { context, all } = prepare({
      late: () => late.signal,
      listAccessKeys: () => {
        late.abort(new AwsMfaError('no_answer', 'AWS did not answer.'));
        return Promise.resolve(failure('ABORT_ERR', false) as never);
      },
    });
    expect(await doctor({}, context)).toBe(0);
    expect(all()).toContain('not checked: the age of the access key (IAM did not answer in time)');
  });

  it.each<[when: string, members: (stop: AbortController) => Prepared]>([
    [
      'STS is waited for',
      (stop) => ({
        reach: () => {
          stop.abort(new AwsMfaError('cancelled', 'Canceled.'));
          return Promise.resolve(failure('ABORT_ERR', false) as never);
        },
      }),
    ],
    [
      'IAM is waited for',
      (stop) => ({
        late: () => stop.signal,
        listMfaDevices: () => {
          stop.abort(new AwsMfaError('cancelled', 'Canceled.'));
          return Promise.resolve(failure('ABORT_ERR', false) as never);
        },
      }),
    ],
  ])('who cancels while %s is told nothing more', async (_, members) => {
    const stop = new AbortController();
    const { context, shown } = prepare({ signal: stop.signal, ...members(stop) });
    expect(told(await rejectedBy(doctor({}, context)))).toMatch(/^cancelled: Canceled/);
    expect(shown).toEqual([]);
  });

  it('a mistake of the program is no finding', async () => {
    const { context } = prepare({ awsCli: unprepared('awsCli') });
    await expect(doctor({}, context)).rejects.toThrow('had not prepared it');
  });

  it('prints an array, and nothing else', async () => {
    const { context, shown } = prepare();
    await doctor({ json: true }, context);
    expect(shown).toHaveLength(1);
    expect(JSON.parse(shown[0] ?? '')).toContainEqual({
      id: 'keys',
      status: 'ok',
      message: 'access key of [default]: arn:aws:iam::123456789012:user/alice',
      remedy: null,
    });
  });

  it('goes by --profile and --region', async () => {
    const { context, calls } = prepare({
      credentials: `${CREDENTIALS}[work]\naws_access_key_id = AKIAWORK\naws_secret_access_key = s\n`,
    });
    await doctor({ profile: 'work', region: 'eu-west-3' }, context);
    expect(calls[0]?.[1]).toMatchObject({ keys: { accessKeyId: 'AKIAWORK' }, region: 'eu-west-3' });
  });

  it('no code is looked at, whatever stands in AWS_MFA_TOKEN', async () => {
    expect(await doctor({}, prepare({ variables: { AWS_MFA_TOKEN: 'x' } }).context)).toBe(0);
  });
});
