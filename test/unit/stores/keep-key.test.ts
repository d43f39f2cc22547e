/** Which store is chosen, and what is said of one that fails. */
import { describe, expect, it } from 'vitest';
import { chooseStore, firstStore, lastWords, putEntry } from '../../../src/stores/keep-key.ts';
import type { ToolEnd } from '../../../src/system/processes/run-command.ts';
import { fakes, type Prepared } from '../../support/fakes.ts';
import { rejectedBy } from '../../support/thrown-by.ts';

const KEYS = { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'a/secret' };
const exited = (code: number, words = '', printed = ''): ToolEnd => ({
  kind: 'exited',
  code,
  words,
  printed,
});

function prepare(programs: string[], { there = [], ...prepared }: Prepared & { there?: string[] } = {}) {
  return fakes({
    hasProgram: (name) => programs.includes(name),
    fileState: (path) =>
      Promise.resolve({
        kind: there.includes(path) ? 'file' : 'missing',
        target: undefined,
        mode: 0o600,
        folder: { path: '', mode: 0o700 },
      }),
    ...prepared,
  });
}

const GPG_ID = '/home/alice/.password-store/.gpg-id';
const BUS = { DBUS_SESSION_BUS_ADDRESS: 'unix:path=/run/bus' };

describe('chooseStore', () => {
  it('takes that of the operating system first', async () => {
    const at = prepare(['pass', 'security'], { there: [GPG_ID] });
    expect(await chooseStore(undefined, at)).toBe('keychain');
    expect(await chooseStore('pass', at)).toBe('pass');
  });

  it('takes PowerShell for the store of Windows only there', async () => {
    expect(await chooseStore(undefined, prepare(['powershell'], { platform: 'win32' }))).toBe('dpapi');
    expect(await rejectedBy(chooseStore(undefined, prepare(['powershell'])))).toMatchObject({
      code: 'no_store',
    });
  });

  it('asks secret-tool whether a service answers', async () => {
    const runTool = () => Promise.resolve(exited(1, 'secret-tool: nobody is there\n'));
    const at = prepare(['secret-tool'], { variables: BUS, runTool });
    expect(await rejectedBy(chooseStore(undefined, at))).toMatchObject({
      message:
        'There is no store for access keys on this machine. secret-service: secret-tool: nobody is there.',
    });
    const answering = prepare(['secret-tool'], { variables: BUS, runTool: () => Promise.resolve(exited(1)) });
    expect(await chooseStore(undefined, answering)).toBe('secret-service');
  });

  it.each([
    ['[{"url":"my.1password.com"}]', '1password'],
    ['[]', 'op has no account yet'],
  ])('asks op for its accounts: %s', async (printed, expected) => {
    const at = prepare(['op'], { runTool: () => Promise.resolve(exited(0, '', printed)) });
    const chosen = await chooseStore('1password', at).catch((error: unknown) => String(error));
    expect(chosen).toContain(expected);
  });
});

it('firstStore runs nothing unless it may', async () => {
  expect(await firstStore(prepare(['secret-tool'], { variables: BUS }), false)).toBe('secret-service');
  expect(await firstStore(prepare(['secret-tool', 'pass']), false)).toBeUndefined();
});

describe('putEntry', () => {
  const entry = { store: 'pass', accessKeyId: KEYS.accessKeyId } as const;
  const messageAfter = async (end: ToolEnd) =>
    (await rejectedBy(putEntry(entry, KEYS, fakes({ runTool: () => Promise.resolve(end) })))).message;

  it.each([
    [exited(2, 'gpg: one\ngpg: no key.\n'), 'gpg: no key'],
    [exited(1), 'it is locked, or the prompt was canceled'],
    [exited(1, 'cannot read {"SecretAccessKey":"a/secret"}'), 'it is locked, or the prompt was canceled'],
    [{ kind: 'late' } as const, 'no answer within a minute'],
    [{ kind: 'unstarted' } as const, 'its program cannot be started'],
  ])('%o', async (end, why) => {
    expect(await messageAfter(end)).toBe(`The access key could not be stored in pass (${why}).`);
  });
});

const SECRET = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY';
const base64 = Buffer.from(JSON.stringify({ Secret: SECRET })).toString('base64');

it.each([
  ['whole', SECRET],
  ['its beginning', SECRET.slice(0, 38)],
  ['a part', SECRET.slice(10, 30)],
  ['in Base64', base64],
  ['in hexadecimal digits', Buffer.from(SECRET).toString('hex')],
  ['with escaped slashes', SECRET.replaceAll('/', '\\/')],
  ['in a URL', encodeURIComponent(SECRET)],
])('lastWords hides a secret: %s', (_, form) => {
  expect(lastWords(`cannot read "${form}" now`)).toBe('cannot read "…" now');
});

it('lastWords', () => {
  expect(lastWords('one\n two. \n\n')).toBe('two');
  expect(lastWords('\n')).toBeUndefined();
  expect(lastWords('so it is. '.repeat(100))).toHaveLength(200);
  expect(lastWords('security: SecKeychainItemCopyContent: no.')).toBe(
    'security: SecKeychainItemCopyContent: no',
  );
});
