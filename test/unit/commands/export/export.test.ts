/** An export from its options to standard output, with the files in memory. */
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Variables } from '../../../../src/environment.ts';
import { exportSession, type ExportOptions } from '../../../../src/commands/export/export.ts';
import { useShell } from '../../../../src/text/shell-command.ts';
import { CREDENTIALS_PATH, type Prepared, ANSWER, failure, WRONG_CODE } from '../../../support/fakes.ts';
import { BASE, CONFIG, handOutFakes, stored } from '../../../support/hand-out-fakes.ts';
import { rejectedBy, told, words } from '../../../support/thrown-by.ts';

async function run(options: ExportOptions, prepared: Prepared = {}) {
  const at = handOutFakes(prepared);
  await exportSession(options, at);
  return at;
}

async function fail(options: ExportOptions, prepared: Prepared = {}) {
  const at = handOutFakes(prepared);
  const error = await rejectedBy(exportSession(options, at));
  expect(at.out).toEqual([]);
  return told(error);
}

const CODE_COMMAND = `${CONFIG}mfa_process = print-code\n`;
const runCommand = () => Promise.resolve({ kind: 'exited', code: 0, printed: '123456\n' } as const);

describe('the stored session', () => {
  it.each<[what: string, options: ExportOptions, minutes: number, prepared: Prepared]>([
    ['to its last second', {}, 1 / 60, {}],
    ['for SDKs, where somebody could be asked', { prompt: true }, 1 / 60, {}],
    ['in every format', { format: 'env' }, 1, {}],
    ['for SDKs, with a code at hand: fifteen minutes', {}, 15 + 1 / 60, { config: CODE_COMMAND }],
    ['as long as was asked for', { minRemaining: '30m' }, 31, {}],
    ['where nothing is to be written', { write: false }, 1, {}],
  ])('%s', async (_, options, minutes, prepared) => {
    const { out, events } = await run(options, { credentials: stored(minutes), ...prepared });
    expect(out.join('')).toContain('stored-secret');
    expect(events).toEqual([]);
  });
});

describe('a new session', () => {
  it('is written, printed, and told', async () => {
    const { out, events, texts } = await run({ token: '123456' }, { replies: [ANSWER] });
    expect(JSON.parse(out.join(''))).toMatchObject({ Version: 1, SecretAccessKey: 'session-secret' });
    expect(texts.get(CREDENTIALS_PATH)).toContain('session-secret');
    expect(events.at(-1)).toBe('note: Got a new session for [default], 12h 0m left.');
  });

  it('is left nowhere with --no-write', async () => {
    const { out, events, texts } = await run({ token: '123456', write: false }, { replies: [ANSWER] });
    expect(out.join('')).toContain('session-secret');
    expect(texts.get(CREDENTIALS_PATH)).toBe(BASE);
    expect(events).toEqual(['called STS', 'note: Got a new session for [default], 12h 0m left.']);
  });

  it('for SDKs in good time, where a command has the code', async () => {
    const prepared = { credentials: stored(14), config: CODE_COMMAND, runCommand, loadSts: () => undefined };
    const { out } = await run({}, { ...prepared, replies: [ANSWER] });
    expect(out.join('')).toContain('session-secret');
  });
});

it.each<[what: string, options: ExportOptions, variables: Variables, region: string[]]>([
  ['of the profile', {}, {}, ['export AWS_REGION=eu-west-1', 'export AWS_DEFAULT_REGION=eu-west-1']],
  [
    'of the environment',
    {},
    { AWS_REGION: 'eu-west-3' },
    ['export AWS_REGION=eu-west-3', 'export AWS_DEFAULT_REGION=eu-west-3'],
  ],
  [
    'of --region',
    { region: 'us-east-2' },
    { AWS_REGION: 'eu-west-3' },
    ['export AWS_REGION=us-east-2', 'export AWS_DEFAULT_REGION=us-east-2'],
  ],
])('the region %s goes with the session, except to SDKs', async (_, options, variables, region) => {
  const prepared = { credentials: stored(60), config: `${CONFIG}region = eu-west-1\n`, variables };
  const { out } = await run({ ...options, format: 'env' }, prepared);
  expect(
    out
      .join('')
      .split('\n')
      .filter((line) => line.includes('REGION')),
  ).toEqual(region);
  expect((await run(options, prepared)).out.join('')).not.toMatch(/region/i);
});

describe('a session that still lives, where none can be had', () => {
  const WARNING = 'warning: The session of [default] was not renewed; it has 9m left. ';
  it.each<[what: string, options: ExportOptions, prepared: Prepared, why: string]>([
    ['nobody to ask', { minRemaining: '1h' }, {}, 'An MFA code is needed, but aws-mfa cannot prompt for it'],
    [
      'nobody to ask for a shell',
      { format: 'env', minRemaining: '1h', input: false },
      {},
      '…--no-input is set.',
    ],
    [
      'the command for the code fails',
      {},
      {
        config: CODE_COMMAND,
        runCommand: () => Promise.resolve({ kind: 'late' } as const),
        loadSts: () => undefined,
      },
      '…did not finish within a minute…',
    ],
    [
      'no way to AWS',
      { token: '123456', minRemaining: '1h' },
      { replies: [failure('ENETUNREACH', true)] },
      '…',
    ],
    [
      'a code that is not good any more',
      { minRemaining: '1h' },
      { variables: { AWS_MFA_TOKEN: '123456', CI: '1' }, replies: [WRONG_CODE] },
      'AWS rejected the code…',
    ],
  ])('%s', async (_, options, prepared, why) => {
    const { out, events } = await run(options, { credentials: stored(9), ...prepared });
    expect(out.join('')).toContain('stored-secret');
    expect(events.at(-1)).toMatch(words(WARNING + why));
  });

  it('serves to its last second', async () => {
    const { out } = await run({ minRemaining: '1h' }, { credentials: stored(1 / 60) });
    expect(out.join('')).toContain('stored-secret');
  });

  it('is not handed out in the place of a new one that was asked for', async () => {
    expect(await fail({ force: true }, { credentials: stored(9) })).toBe(
      'usage: A new MFA session for [mfa] needs a code. In a terminal, run: `aws-mfa login` | ',
    );
  });

  it('nor where the person gave up', async () => {
    const at = { credentials: stored(9), openPrompt: () => Promise.resolve(undefined) };
    const stop = new AbortController();
    stop.abort(new Error('stop'));
    await expect(
      exportSession(
        { format: 'env', token: '123456', minRemaining: '1h' },
        handOutFakes({ ...at, signal: stop.signal, replies: [ANSWER] }),
      ),
    ).rejects.toThrow('stop');
  });
});

describe('nobody is asked', () => {
  it.each<[what: string, options: ExportOptions, prepared: Prepared, expected: string]>([
    ['none yet', {}, {}, 'There is no MFA session in [mfa]'],
    ['one that is over', {}, { credentials: stored(-1) }, 'The MFA session in [mfa] has expired'],
    [
      'with --no-input',
      { input: false },
      { credentials: stored(-1) },
      'The MFA session in [mfa] has expired',
    ],
    [
      'CI, with --prompt',
      { prompt: true },
      { credentials: stored(-1), variables: { CI: '1' } },
      'The MFA session in [mfa] has expired',
    ],
  ])('for SDKs, and told in one line: %s', async (_, options, prepared, expected) => {
    expect(await fail(options, prepared)).toBe(
      `usage: ${expected}. In a terminal, run: \`aws-mfa login\` | `,
    );
  });

  it.each<[options: ExportOptions, flags: string]>([
    [{ profile: 'default' }, ' --profile default'],
    [{ profile: 'default', mfaProfile: 'own' }, ' --profile default --mfa-profile own'],
  ])('for SDKs, and what is to be typed gets this very session: %j', async (options, flags) => {
    useShell('posix', true);
    onTestFinished(() => useShell('posix'));
    expect(await fail(options)).toContain(`\`aws-mfa login${flags}\``);
  });

  it('for SDKs, not even for a device', async () => {
    expect(await fail({}, { config: '' })).toMatch(words('configuration: …MFA device…'));
  });

  it('for a shell with --no-input, with every way to give a code', async () => {
    expect(await fail({ format: 'env', input: false })).toMatch(
      words('usage: An MFA code is needed…--no-input…--token…'),
    );
  });
});

describe('somebody is asked', () => {
  const asked: Prepared = {
    openPrompt: () =>
      Promise.resolve({
        askText: () => Promise.resolve('123456'),
        askYesNo: () => Promise.resolve(true),
        close: () => undefined,
      }),
    replies: [ANSWER],
  };

  it.each<[what: string, options: ExportOptions]>([
    ['for SDKs with --prompt', { prompt: true }],
    ['for a shell', { format: 'fish' }],
  ])('%s', async (_, options) => {
    expect((await run(options, asked)).out.join('')).toContain('session-secret');
  });
});

it('what a person sees on the screen is said to be keys', async () => {
  const { events, out } = await run({}, { credentials: stored(60), isShown: true });
  expect(events).toEqual([expect.stringMatching(/^warning: Secret keys follow/)]);
  expect(out).toHaveLength(1);
});

it('what could not be printed is a failure', async () => {
  const at = handOutFakes({ credentials: stored(60), print: () => Promise.resolve('ENOSPC') });
  expect(told(await rejectedBy(exportSession({}, at)))).toMatch(
    words('unreachable: The keys could not be written to standard output (ENOSPC).…'),
  );
});
