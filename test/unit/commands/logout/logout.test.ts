/** `logout` with the files in memory: which sections are cleared, in which order things happen, and what is said. */
import { describe, expect, it } from 'vitest';
import { logout, type LogoutOptions } from '../../../../src/commands/logout/logout.ts';
import { formatLocal } from '../../../../src/session/duration-and-expiry.ts';
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

const NO_CACHE = {
  kind: 'missing',
  target: undefined,
  mode: undefined,
  folder: { path: '', mode: undefined },
} as const;
const noCache = () => Promise.resolve(NO_CACHE);

async function run(
  name: string | undefined,
  options: LogoutOptions = {},
  prepared: Prepared = {},
): Promise<Fakes> {
  const at = fakes({ credentials: CREDENTIALS, config: CONFIG, fileState: noCache, ...prepared });
  await logout(name, options, at);
  return at;
}

async function fail(
  name: string | undefined,
  options: LogoutOptions = {},
  prepared: Prepared = {},
): Promise<string> {
  const at = fakes({ credentials: CREDENTIALS, config: CONFIG, fileState: noCache, ...prepared });
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

it('looks at the place first, writes once, and says what is gone and how long AWS keeps it valid', async () => {
  const until = 'AWS keeps it valid until it expires';
  const { events } = await run(undefined, { all: true });
  expect(events).toEqual([
    `probed ${CREDENTIALS_PATH}`,
    `wrote ${CREDENTIALS_PATH}`,
    `result: Removed the session [mfa] from ~/.aws/credentials. ${until}.`,
    `result: Removed the session [work-mfa] from ~/.aws/credentials. ${until}; to cut it off: \`aws-mfa logout --help\``,
  ]);
});

it.each([
  ['has expired', 'x_security_token_expires = 2026-11-23T11:00:00Z\n', '.'],
  [
    'has not',
    'x_security_token_expires = 2026-11-23T13:00:00Z\n',
    `. AWS keeps it valid until ${formatLocal(new Date('2026-11-23T13:00:00Z'))}; to cut it off: \`aws-mfa logout --help\``,
  ],
])('a session that %s', async (_, times, end) => {
  const { events } = await run('mfa', {}, { credentials: `${BASES}\n${sessionOf('default', 'mfa', times)}` });
  expect(events.at(-1)).toBe(`result: Removed the session [mfa] from ~/.aws/credentials${end}`);
});

it('the cache of the AWS CLI, if there is one', async () => {
  const looked: string[] = [];
  const fileState = (path: string) => {
    looked.push(path);
    return Promise.resolve({ ...NO_CACHE, kind: 'other' as const });
  };
  expect((await run('mfa', {}, { fileState })).events.at(-1)).toBe(
    'note: Role sessions that the AWS CLI made with it are in ~/.aws/cli/cache, valid for up to an hour. To delete them:\n`rm -r ~/.aws/cli/cache`',
  );
  expect(looked).toEqual(['/home/alice/.aws/cli/cache']);
  const unreadable = () => Promise.reject(new Error('EACCES'));
  expect((await run('mfa', {}, { fileState: unreadable })).said).toHaveLength(1);
});

it('keys of the session in the environment of the shell', async () => {
  const [, id = ''] = /aws_access_key_id = (.*)/.exec(SESSION_KEYS) ?? [];
  const own = await run('mfa', {}, { variables: { AWS_ACCESS_KEY_ID: id } });
  expect(own.said.at(-1)).toBe(
    'warning: The environment of this shell still has its keys. To remove them:\n`unset AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY AWS_SESSION_TOKEN AWS_CREDENTIAL_EXPIRATION`',
  );
  const foreign = await run('mfa', {}, { variables: { AWS_ACCESS_KEY_ID: 'ASIAOTHER' } });
  expect(foreign.said).toHaveLength(1);
});

it('once it is written it is done: the file is not looked at again, which might fail', async () => {
  const at = fakes({ credentials: CREDENTIALS, config: CONFIG, fileState: noCache });
  const isWritten = () => at.events.some((event) => event.startsWith('wrote'));
  const { readTextFile } = at.files;
  at.files.readTextFile = (path) => (isWritten() ? unprepared('a look')() : readTextFile(path));
  await logout(undefined, { all: true }, at);
  expect(at.texts.get(CREDENTIALS_PATH)).toBe(BASES + FOREIGN);
});

it('no session of ours: nothing is written, and that is no failure', async () => {
  const at = await run(undefined, { all: true }, { credentials: BASES + FOREIGN });
  expect(at.events).toEqual(['result: ~/.aws/credentials has no session from aws-mfa; nothing was changed.']);
  expect(at.texts.get(CREDENTIALS_PATH)).toBe(BASES + FOREIGN);
});

it.each<[name: string | undefined, credentials: string, said: string[]]>([
  [
    'work',
    BASES + MFA,
    [
      'result: Profile "work" has no session; nothing was changed.',
      'note: Other sessions from aws-mfa: [mfa] (base profile "default"). To remove one:\n`aws-mfa logout --profile mfa`',
    ],
  ],
  [
    undefined,
    BASES + sessionOf('work', 'mfa') + sessionOf('work', 'other'),
    [
      'result: Profile "default" has no session; nothing was changed.',
      'note: Other sessions from aws-mfa: [mfa] (base profile "work"), [other] (base profile "work"). To remove one:\n`aws-mfa logout --profile NAME`',
    ],
  ],
])('no session of %s, but others', async (name, credentials, said) => {
  const at = await run(name, {}, { credentials });
  expect(at.events).toEqual(said);
  expect(at.texts.get(CREDENTIALS_PATH)).toBe(credentials);
});

describe('another program writes while the lock is waited for', () => {
  const after = async (now: string) => {
    const at = fakes({ credentials: BASES + MFA, config: CONFIG, fileState: noCache });
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
    expect(outcome).toContainEqual(expect.stringMatching(/^result: Removed the session \[mfa\] from/));
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
      /^configuration: Another program just changed \[mfa\]: it no longer holds a session from aws-mfa\./,
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
    [
      'a name on a new machine',
      'nosuch',
      {},
      { credentials: '', config: '' },
      'configuration: There is no profile "nosuch" (named on the command line). | To set it up:\n`aws-mfa setup --profile nosuch`',
    ],
    [
      'a session that another tool wrote over ours',
      'mfa',
      {},
      { credentials: `${BASES}${MFA}expiration = 2026-11-24 00:00:00\n` },
      'configuration: Another tool wrote the session in [mfa]',
    ],
    [
      'a place that cannot be written',
      'mfa',
      {},
      { probeWrite: unwritable },
      'configuration: The folder is read-only',
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
    const at = await run('mfa', {}, { updateFile: () => Promise.resolve(['The file is owner-only now.']) });
    expect(at.events).toContain('note: The file is owner-only now.');
  });
});
