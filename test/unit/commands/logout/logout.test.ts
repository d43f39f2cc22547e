/** `logout` with the files in memory: which sections are cleared, in which order things happen, and what is said. */
import { describe, expect, it } from 'vitest';
import { logout, type LogoutOptions } from '../../../../src/commands/logout/logout.ts';
import { AwsMfaError } from '../../../../src/errors.ts';
import { CREDENTIALS_PATH, fakes, type Fakes, type Prepared, unprepared } from '../../../support/fakes.ts';
import { LASTING_KEYS, SESSION_KEYS, sessionOf } from '../../../support/stored-files.ts';
import { rejectedBy, told, words } from '../../../support/thrown-by.ts';

const BASES = `[default]\n${LASTING_KEYS}\n[work]\n${LASTING_KEYS}`;
const FOREIGN = `\n[sso]\n${SESSION_KEYS}`;
const MFA = `\n${sessionOf('default', 'mfa')}`;
const WORK = `\n${sessionOf('work', 'work-mfa')}`;
const CREDENTIALS = BASES + MFA + FOREIGN + WORK;
const CONFIG = '[profile prod]\nrole_arn = r\nsource_profile = mfa\n';

async function run(
  name: string | undefined,
  options: LogoutOptions = {},
  prepared: Prepared = {},
): Promise<Fakes> {
  const at = fakes({ credentials: CREDENTIALS, config: CONFIG, ...prepared });
  await logout(name, options, at);
  return at;
}

async function fail(
  name: string | undefined,
  options: LogoutOptions = {},
  prepared: Prepared = {},
): Promise<string> {
  const at = fakes({ credentials: CREDENTIALS, config: CONFIG, ...prepared });
  const before = at.texts.get(CREDENTIALS_PATH);
  const error = await rejectedBy(logout(name, options, at));
  expect(at.texts.get(CREDENTIALS_PATH)).toBe(before);
  expect(at.events.filter((event) => event.startsWith('result'))).toEqual([]);
  return told(error);
}

const byEnvironment = (profile: string): Prepared => ({ variables: { AWS_PROFILE: profile } });

it.each<[what: string, name: string | undefined, options: LogoutOptions, prepared: Prepared, left: string]>([
  ['no name: what a login would renew', undefined, {}, {}, BASES + FOREIGN + WORK],
  ['a session', 'work-mfa', {}, {}, BASES + MFA + FOREIGN],
  ['a base', 'work', {}, {}, BASES + MFA + FOREIGN],
  ['--profile', undefined, { profile: 'work-mfa' }, {}, BASES + MFA + FOREIGN],
  ['a role profile', 'prod', {}, {}, BASES + FOREIGN + WORK],
  ['AWS_PROFILE', undefined, {}, byEnvironment('work'), BASES + MFA + FOREIGN],
  ['a name ahead of AWS_PROFILE', 'mfa', {}, byEnvironment('work'), BASES + FOREIGN + WORK],
  ["--all: ours, and nobody else's", undefined, { all: true }, {}, BASES + FOREIGN],
  ['--all, whatever AWS_PROFILE says', undefined, { all: true }, byEnvironment('gone'), BASES + FOREIGN],
])('%s', async (_, name, options, prepared, left) => {
  const { texts } = await run(name, options, prepared);
  expect(texts.get(CREDENTIALS_PATH)).toBe(left);
});

it('looks at the place first, writes once, and says what is gone and what lives on', async () => {
  const { events } = await run(undefined, { all: true });
  expect(events).toEqual([
    `probed ${CREDENTIALS_PATH}`,
    `wrote ${CREDENTIALS_PATH}`,
    'result: The session is out of ~/.aws/credentials, and [mfa] with it.',
    'result: The session is out of ~/.aws/credentials, and [work-mfa] with it.',
    expect.stringMatching(/^note: AWS is not told: .*\[mfa\]/),
    expect.stringMatching(/^note: AWS is not told: .*\[work-mfa\]/),
    expect.stringMatching(/^note: To cut off/),
    expect.stringMatching(/^note: .*cli\/cache/),
  ]);
});

it('once it is written it is done: the file is not looked at again, which might fail', async () => {
  const at = fakes({ credentials: CREDENTIALS, config: CONFIG });
  const isWritten = () => at.events.some((event) => event.startsWith('wrote'));
  const { readTextFile } = at.files;
  at.files.readTextFile = (path) => (isWritten() ? unprepared('a look')() : readTextFile(path));
  await logout(undefined, { all: true }, at);
  expect(at.texts.get(CREDENTIALS_PATH)).toBe(BASES + FOREIGN);
});

it.each<[what: string, name: string | undefined, options: LogoutOptions, credentials: string | undefined]>([
  ['no file', undefined, {}, undefined],
  ['no session', undefined, {}, BASES],
  ['no session of that base', 'work', {}, BASES + MFA],
  ['none of ours', undefined, { all: true }, BASES + FOREIGN],
])('%s: nothing is written, and that is no failure', async (_, name, options, credentials) => {
  const at = await run(name, options, credentials === undefined ? { credentials: '' } : { credentials });
  expect(at.events).toEqual([
    'result: There is no session of ours to take out of ~/.aws/credentials; nothing was changed.',
  ]);
  expect(at.texts.get(CREDENTIALS_PATH)).toBe(credentials ?? '');
});

describe('another program writes while the lock is waited for', () => {
  const after = async (now: string) => {
    const at = fakes({ credentials: BASES + MFA, config: CONFIG });
    const { updateFile } = at.files;
    at.files.updateFile = (update) => {
      at.texts.set(CREDENTIALS_PATH, now);
      return updateFile(update);
    };
    const outcome = await logout('mfa', {}, at).then(
      () => at.events,
      (error: unknown) => (error instanceof AwsMfaError ? told(error) : error),
    );
    return { outcome, file: at.texts.get(CREDENTIALS_PATH) };
  };

  it('and takes the session out itself: that is what was wanted', async () => {
    const { outcome, file } = await after(BASES);
    expect(outcome).toContain('result: The session is out of ~/.aws/credentials, and [mfa] with it.');
    expect(file).toBe(BASES);
  });

  it('and renews the session: the new one is out', async () => {
    const { file } = await after(BASES + MFA.replace('= token', '= renewed'));
    expect(file).toBe(BASES);
  });

  it.each([
    ['long-term keys', `${BASES}\n[mfa]\n${LASTING_KEYS}x_source_profile = default\n`],
    ["another tool's session", `${BASES}\n[mfa]\n${SESSION_KEYS}`],
  ])('and puts %s there: they stay, and nothing is said to be out', async (_, now) => {
    const { outcome, file } = await after(now);
    expect(outcome).toMatch(
      /^configuration: \[mfa\] was changed by another program just now: what it holds is not ours\./,
    );
    expect(file).toBe(now);
  });
});

describe('is refused, and nothing is written', () => {
  const unwritable = () => {
    throw new AwsMfaError('file_error', 'The folder is read-only.');
  };
  const twice = `${BASES}${MFA}${MFA}${WORK}`;

  it.each<
    [what: string, name: string | undefined, options: LogoutOptions, prepared: Prepared, error: string]
  >([
    ['a name that is none', 'mfaa', {}, {}, 'configuration: There is no profile "mfaa"…"mfa"'],
    ["another tool's", 'sso', {}, {}, "configuration: The session in [sso] is another tool's…by hand"],
    [
      'a session that another tool wrote over ours',
      'mfa',
      {},
      { credentials: `${BASES}${MFA}expiration = 2026-11-24 00:00:00\n` },
      "configuration: The session in [mfa] is another tool's",
    ],
    ['--all and a name', 'mfa', { all: true }, {}, 'usage: --all and a name exclude each other'],
    ['an empty name', '', {}, {}, 'usage: The name of the profile is empty'],
    [
      'a place that cannot be written',
      'mfa',
      {},
      { probeWrite: unwritable },
      'configuration: The folder is read-only',
    ],
    [
      'a section that stands twice',
      'mfa',
      {},
      { credentials: twice },
      'configuration: [mfa] cannot be written…line',
    ],
    [
      'one of them stands twice: the others stay, too',
      undefined,
      { all: true },
      { credentials: twice },
      'configuration: [mfa] cannot',
    ],
  ])('%s', async (_, name, options, prepared, error) => {
    expect(await fail(name, options, prepared)).toMatch(words(error));
  });

  it('what the writer says is handed on', async () => {
    const at = await run(
      'mfa',
      {},
      { updateFile: () => Promise.resolve({ notes: ['The file is owner-only now.'] }) },
    );
    expect(at.events).toContain('note: The file is owner-only now.');
  });
});
