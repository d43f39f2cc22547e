/** A command run with a session: what it is run with, and what comes of its end. */
import { describe, expect, it } from 'vitest';
import { exec } from '../../../../src/commands/exec/exec.ts';
import type { Processes } from '../../../../src/context.ts';
import type { Variables } from '../../../../src/environment.ts';
import type { ChildEnd } from '../../../../src/system/processes/run-child.ts';
import type { SessionOptions } from '../../../../src/login/login-request.ts';
import { AwsMfaError } from '../../../../src/errors.ts';
import { CONFIG, handOutFakes, stored } from '../../../support/hand-out-fakes.ts';
import { type Prepared, ANSWER } from '../../../support/fakes.ts';
import { rejectedBy, told, words } from '../../../support/thrown-by.ts';

const ROLE = '[profile admin]\nrole_arn = arn:aws:iam::123456789012:role/Admin\nsource_profile = mfa\n';

async function run(
  options: SessionOptions,
  prepared: Prepared = {},
  end: ChildEnd = { kind: 'exited', code: 0 },
  command = ['aws', 's3', 'ls'],
) {
  const runs: [command: string, args: readonly string[], variables: Variables][] = [];
  const runChild: Processes['runChild'] = (...call) => {
    runs.push(call);
    return Promise.resolve(end);
  };
  const at = handOutFakes({ credentials: stored(60), runChild, ...prepared });
  return { code: await exec(command, options, at), runs, events: at.events, texts: at.texts };
}

it('runs the command with the stored session, and gives its exit code', async () => {
  const variables = { PATH: '/bin', AWS_PROFILE: 'default' };
  const { code, runs, events } = await run({}, { variables }, { kind: 'exited', code: 7 });
  expect(code).toBe(7);
  expect(runs).toEqual([
    ['aws', ['s3', 'ls'], expect.objectContaining({ PATH: '/bin', AWS_SECRET_ACCESS_KEY: 'stored-secret' })],
  ]);
  expect(runs[0]?.[2]).not.toHaveProperty('AWS_PROFILE');
  expect(events).toEqual([]);
});

it.each<[what: string, config: string, options: SessionOptions, region: string | undefined]>([
  ['of the MFA profile', '[profile mfa]\nregion = eu-west-3\n', {}, 'eu-west-3'],
  ['of the base', 'region = eu-west-1\n', {}, 'eu-west-1'],
  [
    'of the profile that was named',
    'region = eu-west-1\n[profile live]\ncredential_process = aws-mfa export --profile default\nregion = eu-west-3\n',
    { profile: 'live' },
    'eu-west-3',
  ],
  ['as typed', 'region = eu-west-1\n', { region: 'eu-west-2' }, 'eu-west-2'],
  ['none', '', {}, undefined],
])('region: %s', async (_, config, options, region) => {
  const { runs } = await run(options, { config: CONFIG + config });
  expect(runs[0]?.[2]['AWS_REGION']).toBe(region);
});

it.each([
  [15 + 1 / 60, 'stored-secret'],
  [15, 'session-secret'],
])('a session of %d minutes', async (minutes, secret) => {
  const variables = { AWS_MFA_TOKEN: '123456' };
  const { runs } = await run({}, { credentials: stored(minutes), variables, replies: [ANSWER] });
  expect(runs[0]?.[2]).toMatchObject({ AWS_SECRET_ACCESS_KEY: secret });
});

it('a session that still lives is never refused', async () => {
  const { runs, events } = await run({ input: false }, { credentials: stored(3) });
  expect(runs[0]?.[2]).toMatchObject({ AWS_SECRET_ACCESS_KEY: 'stored-secret' });
  expect(events).toEqual([
    expect.stringMatching(/^warning: The session of \[default\] was not renewed; it has 3m left/),
  ]);
});

it('a role profile stays selected, and the session it rests on is ensured', async () => {
  const variables = { AWS_PROFILE: 'admin', AWS_MFA_TOKEN: '123456', AWS_ACCESS_KEY_ID: 'AKIAOLD' };
  const { runs, texts } = await run(
    {},
    { credentials: stored(-1), config: CONFIG + ROLE, variables, replies: [ANSWER] },
  );
  expect(runs[0]?.[2]).toEqual({ AWS_PROFILE: 'admin', AWS_SDK_LOAD_CONFIG: '1' });
  expect([...texts.values()].join('')).toContain('session-secret');
});

it.each<[signal: number, code: number, ends: string[]]>([
  [1, 129, ['SIGHUP']],
  [2, 130, ['SIGINT']],
  [15, 143, ['SIGTERM']],
  [3, 131, []],
  [9, 137, []],
  [11, 139, []],
])('a command that signal %i ended: exit code %i, and we end by %j', async (signal, code, expected) => {
  const ends: string[] = [];
  const prepared = { endBy: (name: string) => void ends.push(name) };
  expect((await run({}, prepared, { kind: 'killed', signal })).code).toBe(code);
  expect(ends).toEqual(expected);
});

describe('a role profile with --no-write', () => {
  const prepared = { config: CONFIG + ROLE, variables: { AWS_PROFILE: 'admin', AWS_MFA_TOKEN: '123456' } };

  it.each<[minutes: number, said: unknown[]]>([
    [60, []],
    [3, [expect.stringMatching(/^warning: The session of \[default\] was not renewed; it has 3m left/)]],
  ])('takes its keys from the session in the file, while that lives: %i minutes', async (minutes, said) => {
    const { runs, events } = await run({ write: false }, { ...prepared, credentials: stored(minutes) });
    expect(runs[0]?.[2]).toEqual({ AWS_PROFILE: 'admin', AWS_SDK_LOAD_CONFIG: '1' });
    expect(events).toEqual(said);
  });

  it.each<[what: string, options: SessionOptions]>([
    ['is over', { write: false }],
    ['is not wanted', { write: false, force: true }],
  ])('is refused where that %s, and no code is spent', async (_, options) => {
    const credentials = stored(options.force ? 60 : -1);
    expect(told(await rejectedBy(run(options, { ...prepared, credentials })))).toMatch(
      words('usage: The role profile "admin" gets its keys from [mfa]…--no-write…'),
    );
  });
});

it.each<[command: string, reason: string, code: number, said: string]>([
  ['nosuch', 'ENOENT', 127, 'Command not found in PATH: nosuch.'],
  [
    './nosuch',
    'ENOENT',
    127,
    './nosuch does not exist, or the interpreter in its #! line does not. | Check both paths.',
  ],
  ['C:\\x', 'ENOENT', 127, 'C:\\x does not exist, or…'],
  ['./x', 'EACCES', 126, './x cannot be run: it is not executable, or it is a folder.…chmod +x ./x'],
  ['./my script', 'EACCES', 126, "…chmod +x './my script'"],
  [
    'x',
    'EACCES',
    126,
    'x cannot be run: the file in PATH is not executable, or its folder is not accessible.',
  ],
  ['x', 'E2BIG', 126, 'The arguments of x and the environment are too large for the system.'],
  ['x', 'EINVAL', 126, 'An argument of x contains a line break, which a batch file cannot receive.'],
  ['x', 'ENOEXEC', 126, 'x could not be run (ENOEXEC).'],
])('%s does not begin, %s: exit code %i', async (command, reason, code, said) => {
  const outcome = await run({}, {}, { kind: 'unstarted', reason }, [command]);
  expect(outcome.code).toBe(code);
  expect(outcome.events.join(' | ').replace('| remedy: ', '| ')).toMatch(words(`error: ${said}`));
});

it('a signal that comes before the command has begun stops it, and is not said to have written nothing', async () => {
  const stop = new AbortController();
  const runChild = () => {
    stop.abort(new AwsMfaError('terminated', 'Canceled; nothing was written.'));
    return Promise.reject(stop.signal.reason as Error);
  };
  const at = handOutFakes({ credentials: stored(60), signal: stop.signal, runChild });
  expect(told(await rejectedBy(exec(['aws'], {}, at)))).toBe(
    'terminated: Canceled; the command was not run. | ',
  );
});

it.each([
  [false, 'session-secret'],
  [true, undefined],
])('a code on standard input; more behind it: %s', async (isMore, secret) => {
  const readStdinLine = () => Promise.resolve({ text: '123456', isMore });
  const outcome = run({ token: '-' }, { readStdinLine, replies: [ANSWER] });
  if (secret) expect((await outcome).runs[0]?.[2]).toMatchObject({ AWS_SECRET_ACCESS_KEY: secret });
  else expect(told(await rejectedBy(outcome))).toMatch(words('usage: …more than the code…AWS_MFA_TOKEN…'));
});

it('looks at the command before it asks for a code', async () => {
  const error = await rejectedBy(run({}, { credentials: stored(-1) }, undefined, []));
  expect(told(error)).toMatch(words('usage: No command was given.…'));
});
