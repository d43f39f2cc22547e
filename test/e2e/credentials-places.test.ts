/** A credentials file that is no ordinary file, or lies where it cannot be written: said so, and never a hang. */
import { execFileSync, spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { CREDENTIALS, DEVICE, KEY_LINES, loginSetup, type LoginSetup } from '../support/login-setup.ts';
import { program } from '../support/program.ts';
import type { RunOptions, RunResult } from '../support/run.ts';
import { sectionKeys } from '../support/section-keys.ts';

/** The keys stand here, for most of these places hold none. */
const CONFIG = `[default]\nmfa_serial = ${DEVICE}\n${KEY_LINES}`;
const ELSEWHERE = 'Move it, or set AWS_SHARED_CREDENTIALS_FILE or AWS_CONFIG_FILE to another path.';
const isRoot = process.getuid?.() === 0;

/** Root may read and write what it likes, so it lends the program another user's eyes. */
const NOBODY = isRoot ? { uid: 65_534, gid: 65_534 } : {};
const isRunByNobody =
  spawnSync(program[0], [...program.slice(1), '--version'], { ...NOBODY, cwd: '/' }).status === 0;

interface Place extends LoginSetup {
  /** `~/.aws/credentials`, and `~/.aws`. */
  path: string;
  folder: string;
  login: (options?: Partial<RunOptions>) => Promise<RunResult>;
}

async function place(credentials: string | null = null, env: Record<string, string> = {}): Promise<Place> {
  const setup = await loginSetup({ credentials, config: CONFIG, env });
  const { credentialsPath: path, home } = setup.sandbox;
  const login = (options: Partial<RunOptions> = {}): Promise<RunResult> =>
    setup.run(['login', '--token', setup.aws.nextCode()], options);
  return { ...setup, path, folder: join(home, '.aws'), login };
}

/** The home folder and what is in it, given to the user whom the program runs as. */
function giveAway({ sandbox, folder, path }: Place): void {
  if (!isRoot) return;
  for (const each of [sandbox.home, folder, sandbox.configPath, path]) {
    if (fs.existsSync(each)) fs.chownSync(each, 65_534, 65_534);
  }
}

/** Refused with just these two lines, before anything was sent, with nothing left behind. */
function expectRefused(result: RunResult, { aws, sandbox }: Place, message: string, remedy: string): void {
  const stderr = result.stderr.replaceAll(sandbox.home, '~');
  expect({ ...result, stderr }).toEqual({
    code: 253,
    signal: null,
    stdout: '',
    stderr: `✗ ${message}\n  ${remedy}\n`,
  });
  expect(aws.connections()).toBe(0);
  expect(sandbox.leftovers()).toEqual([]);
}

function expectSession(path: string): void {
  expect(sectionKeys(fs.readFileSync(path, 'utf8'), 'mfa')).toMatchObject({ x_source_profile: 'default' });
  expect(fs.lstatSync(path).mode & 0o777).toBe(0o600);
}

test('a folder', async () => {
  const here = await place();
  fs.mkdirSync(here.path);
  expectRefused(await here.login(), here, '~/.aws/credentials is a folder, not a file.', ELSEWHERE);
});

test('a named pipe', async () => {
  const here = await place();
  execFileSync('mkfifo', [here.path]);
  expectRefused(await here.login(), here, '~/.aws/credentials is a named pipe, not a file.', ELSEWHERE);
  expect(fs.lstatSync(here.path).isFIFO()).toBe(true);
});

test('a socket', async () => {
  const here = await place();
  const server = createServer().listen(here.path);
  onTestFinished(() => void server.close());
  expectRefused(await here.login(), here, '~/.aws/credentials is a socket, not a file.', ELSEWHERE);
  expect(fs.lstatSync(here.path).isSocket()).toBe(true);
});

test('/dev/null reads as empty, and is not written', async () => {
  const here = await place(null, { AWS_SHARED_CREDENTIALS_FILE: '/dev/null' });
  expectRefused(await here.login(), here, '/dev/null is a device, not a file.', ELSEWHERE);
  expect(fs.lstatSync('/dev/null').isCharacterDevice()).toBe(true);
});

test.skipIf(!isRunByNobody)('unreadable', async () => {
  const here = await place(CREDENTIALS);
  giveAway(here);
  fs.chmodSync(here.path, 0);
  expectRefused(
    await here.login(NOBODY),
    here,
    'Cannot read ~/.aws/credentials: permission denied (EACCES).',
    'Check the owner and mode of the file and its folder with ls -la.',
  );
  fs.chmodSync(here.path, 0o600);
  expect(here.sandbox.read()).toBe(CREDENTIALS);
});

test('read-only, for root too', async () => {
  const here = await place(CREDENTIALS);
  fs.chmodSync(here.path, 0o400);
  expectRefused(
    await here.login(),
    here,
    '~/.aws/credentials is read-only.',
    `Make it writable:\n  chmod u+w ~/.aws/credentials`,
  );
  expect(here.sandbox.read()).toBe(CREDENTIALS);
});

test.skipIf(!isRunByNobody)('in a folder that cannot be written', async () => {
  const here = await place(CREDENTIALS);
  giveAway(here);
  fs.chmodSync(here.folder, 0o500);
  expectRefused(
    await here.login(NOBODY),
    here,
    'Cannot write ~/.aws/credentials: permission denied (EACCES).',
    'Check the owner and mode of the file and its folder with ls -la.',
  );
  expect(here.sandbox.read()).toBe(CREDENTIALS);
});

test.skipIf(!isRoot || !isRunByNobody)('of another user', async () => {
  const here = await place(CREDENTIALS);
  giveAway(here);
  fs.chownSync(here.path, 0, 0);
  fs.chmodSync(here.path, 0o644);
  expectRefused(
    await here.login(NOBODY),
    here,
    '~/.aws/credentials belongs to another user.',
    'Make it yours:\n  sudo chown 65534 ~/.aws/credentials',
  );
  expect(here.sandbox.read()).toBe(CREDENTIALS);
});

test('on a disk that fills up meanwhile: the old file is whole, and the code is said to be spent', async (context) => {
  const here = await place();
  const disk = join(here.sandbox.home, 'disk');
  fs.mkdirSync(disk, { mode: 0o700 });
  if (spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', disk]).status !== 0)
    return context.skip('no right to mount a small disk here');
  onTestFinished(() => void spawnSync('umount', [disk]));
  const path = join(disk, 'credentials');
  fs.writeFileSync(path, CREDENTIALS, { mode: 0o600 });
  const command = `cat /dev/zero > ${disk}/full 2> /dev/null; echo ${here.aws.nextCode()}`;
  const { code, stderr } = await here.run(['login', '--token-command', command], {
    env: { AWS_SHARED_CREDENTIALS_FILE: path },
  });
  expect(code).toBe(253);
  expect(stderr).toMatch(
    /^✗ Cannot create the lock .*: the disk is full \(ENOSPC\)\. .* the code has been used\.\n {2}Free some space/,
  );
  expect(fs.readFileSync(path, 'utf8')).toBe(CREDENTIALS);
  expect(fs.readdirSync(disk).sort()).toEqual(['credentials', 'full']);
});

test('over a file-size limit: no code is used', async () => {
  const before = `${CREDENTIALS}# ${'x'.repeat(8192)}\n`;
  const here = await place(before);
  const { code, stderr } = await here.runShell(`ulimit -f 4; aws_mfa login --token ${here.aws.nextCode()}`);
  expect(code).toBe(253);
  expect(stderr).toMatch(
    /^✗ Cannot write .*: the file would exceed the size limit \(EFBIG\)\.\n {2}Raise the limit/,
  );
  expect(here.aws.connections()).toBe(0);
  expect(stderr).toContain('Raise the limit with ulimit -f unlimited');
  expect(here.sandbox.read()).toBe(before);
  expect(here.sandbox.leftovers()).toEqual([]);
});

test.each([
  ['a symbolic link', ['file']],
  ['a chain of them', ['one', 'two', 'file']],
])('%s stays one; its target is written', async (_, links) => {
  const here = await place();
  const target = join(here.sandbox.home, links.at(-1) ?? '');
  fs.writeFileSync(target, CREDENTIALS, { mode: 0o600 });
  links.reduce((from, to) => {
    const path = join(here.sandbox.home, to);
    fs.symlinkSync(path, from);
    return path;
  }, here.path);
  expect(await here.login()).toMatchObject({ code: 0, stderr: '' });
  expect(fs.lstatSync(here.path).isSymbolicLink()).toBe(true);
  expectSession(target);
  expect(fs.readdirSync(here.sandbox.home).sort()).toEqual(['.aws', ...links].sort());
});

test('a circle of links', async () => {
  const here = await place();
  fs.symlinkSync('credentials2', here.path);
  fs.symlinkSync('credentials', join(here.folder, 'credentials2'));
  const result = await here.login();
  fs.rmSync(join(here.folder, 'credentials2'));
  expectRefused(
    result,
    here,
    'Cannot read ~/.aws/credentials: its symbolic links are circular (ELOOP).',
    'Find the link that points back with ls -l, and fix it.',
  );
});

test('a dangling link: its target is made', async () => {
  const here = await place();
  fs.symlinkSync('../file', here.path);
  expect(await here.login()).toMatchObject({ code: 0, stderr: '' });
  expect(fs.readlinkSync(here.path)).toBe('../file');
  expectSession(join(here.sandbox.home, 'file'));
});

test('a dangling link into a folder that is not there', async () => {
  const here = await place();
  fs.symlinkSync(join(here.sandbox.home, 'no/file'), here.path);
  const message = '~/.aws/credentials is a link into ~/no, which does not exist.';
  expectRefused(await here.login(), here, message, 'Create the folder:\n  mkdir -p -m 700 ~/no');
});

const otherDisk = fs.existsSync('/dev/shm') ? '/dev/shm' : undefined;
test.skipIf(!otherDisk)('on another file system than its link', async () => {
  const here = await place();
  const folder = fs.mkdtempSync(join(otherDisk ?? '', 'aws-mfa-'));
  onTestFinished(() => fs.rmSync(folder, { recursive: true }));
  fs.writeFileSync(join(folder, 'file'), CREDENTIALS, { mode: 0o600 });
  fs.symlinkSync(join(folder, 'file'), here.path);
  expect(await here.login()).toMatchObject({ code: 0, stderr: '' });
  expect(fs.lstatSync(here.path).isSymbolicLink()).toBe(true);
  expectSession(join(folder, 'file'));
  expect(fs.readdirSync(folder)).toEqual(['file']);
});

test('a hard link: the other name keeps the old file, and that is said', async () => {
  const here = await place(CREDENTIALS);
  const other = join(here.sandbox.home, 'other');
  fs.linkSync(here.path, other);
  const { code, stderr } = await here.login();
  expect({ code, stderr: stderr.replaceAll(here.sandbox.home, '~') }).toEqual({
    code: 0,
    stderr: '• ~/.aws/credentials had another hard link, which still has the old content.\n',
  });
  expect(fs.readFileSync(other, 'utf8')).toBe(CREDENTIALS);
});

test('open to others: closed, and that is said', async () => {
  const here = await place(CREDENTIALS);
  fs.chmodSync(here.path, 0o644);
  const { code, stderr } = await here.login();
  expect(code).toBe(0);
  expect(stderr).toMatch(
    /^• Other users of this machine could open .* \(mode 644\)\. Now only its owner can\./,
  );
  expectSession(here.path);
});

test('in a folder that is not there, under one that is not there either', async () => {
  const here = await place(null, { AWS_SHARED_CREDENTIALS_FILE: '/nowhere/at/all' });
  expectRefused(
    await here.login(),
    here,
    'The folder /nowhere does not exist.',
    'Create it, or check the path.',
  );
});

test('of more than 512 MB', async () => {
  const here = await place(CREDENTIALS);
  // With nothing in it but a hole, which no test reads.
  fs.truncateSync(here.path, 512_000_001);
  expectRefused(
    await here.start(['login', '--token', here.aws.nextCode()]).result,
    here,
    '~/.aws/credentials is too large: 513 MB. aws-mfa reads up to 512 MB.',
    ELSEWHERE,
  );
});

test.skipIf(!isRoot)("root in another user's home: what is made there is that user's", async () => {
  const here = await place();
  const folder = join(here.sandbox.home, 'new');
  fs.chownSync(here.sandbox.home, 65_534, 65_533);
  const path = join(folder, 'credentials');
  expect(await here.login({ env: { AWS_SHARED_CREDENTIALS_FILE: path } })).toMatchObject({
    code: 0,
    stderr: '',
  });
  expectSession(path);
  for (const each of [folder, path]) expect(fs.statSync(each)).toMatchObject({ uid: 65_534, gid: 65_533 });
  expect(fs.readdirSync(folder)).toEqual(['credentials']);
});

test.skipIf(!isRoot)('root, and no lock or temporary file of root stays in the home of another', async () => {
  const here = await place(CREDENTIALS);
  giveAway(here);
  expect(await here.login()).toMatchObject({ code: 0, stderr: '' });
  expect(fs.statSync(here.path)).toMatchObject({ uid: 65_534, gid: 65_534 });
  expect(here.sandbox.leftovers()).toEqual([]);
});
