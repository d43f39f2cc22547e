/**
 * What would stop the write of a session is found before a code is asked for: nothing is sent to AWS, and no secret is
 * left behind. `login --dry-run` and `doctor` find the same.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import {
  CREDENTIALS,
  DEVICE,
  KEY_LINES,
  loginSetup,
  type LoginSetup,
  PROMPT,
} from '../support/login-setup.ts';
import { program } from '../support/program.ts';
import type { RunOptions } from '../support/run.ts';

/** Complete, so that a login writes the credentials file only. */
const CONFIG = `[default]\nregion = eu-west-1\nmfa_serial = ${DEVICE}\n${KEY_LINES}[profile mfa]\nregion = eu-west-1\n`;
const SECRET = /wJalrXUtnFEMI|aws_secret_access_key/;
const isRoot = process.getuid?.() === 0;

/** Root is not bound by a sticky folder, so the program runs as another user. */
const NOBODY = { uid: 65_534, gid: 65_534 };
const isRunByNobody =
  isRoot && spawnSync(program[0], [...program.slice(1), '--version'], { ...NOBODY, cwd: '/' }).status === 0;

interface Place extends LoginSetup {
  /** The credentials file, its folder and its lock. */
  path: string;
  folder: string;
  lock: string;
}

/** Puts something in the way. @returns false if this machine cannot do so */
type Obstruct = (place: Place) => boolean;

async function place(name?: (home: string) => string): Promise<Place> {
  const setup = await loginSetup({ config: CONFIG });
  const path = name?.(setup.sandbox.home) ?? setup.sandbox.credentialsPath;
  const folder = dirname(path);
  fs.mkdirSync(folder, { recursive: true, mode: 0o700 });
  return { ...setup, path, folder, lock: lockOf(path) };
}

const lockOf = (path: string) => path.replace(/([^/]*)$/, '.$1.aws-mfa.lock');

function changeAttribute(change: '+i' | '+a', path: string): boolean {
  onTestFinished(() => void spawnSync('chattr', ['-ia', path]));
  return spawnSync('chattr', [change, path]).status === 0;
}

function mountSmallDisk({ folder }: Place, options: string): boolean {
  onTestFinished(() => void spawnSync('umount', [folder]));
  return spawnSync('mount', ['-t', 'tmpfs', '-o', `${options},mode=700`, 'tmpfs', folder]).status === 0;
}

/** Writes until nothing more fits. */
function fillUp(folder: string): void {
  const descriptor = fs.openSync(join(folder, 'full'), 'w');
  try {
    for (;;) fs.writeSync(descriptor, Buffer.alloc(4096));
  } catch {
    fs.closeSync(descriptor);
  }
}

interface Row {
  what: string;
  /** The path of the credentials file where it is not the usual one. */
  name?: (home: string) => string;
  obstruct: Obstruct;
  message: RegExp;
  remedy: RegExp;
  /** How the program is run. */
  options?: Partial<RunOptions>;
}

const LOCK = String.raw`\S*/\.credentials\.aws-mfa\.lock`;

const ROWS: Row[] = [
  {
    what: 'an immutable file',
    obstruct: ({ path }) => changeAttribute('+i', path),
    message: /credentials is immutable or append-only \(EPERM\)\./,
    remedy: /sudo chattr -ia .*credentials/,
  },
  {
    what: 'an append-only file',
    obstruct: ({ path }) => changeAttribute('+a', path),
    message: /credentials is immutable or append-only \(EPERM\)\./,
    remedy: /sudo chattr -ia .*credentials/,
  },
  {
    what: 'an append-only folder',
    obstruct: ({ folder }) => changeAttribute('+a', folder),
    message: new RegExp(String.raw`Cannot remove the lock ${LOCK}: operation not permitted \(EPERM\)\.`),
    remedy: /lsattr/,
  },
  {
    what: 'a lock that is a folder',
    obstruct: ({ lock }) => (fs.mkdirSync(lock), true),
    message: new RegExp(`The lock ${LOCK} is a folder, not a file\\.`),
    remedy: /rm -r .*\.lock/,
  },
  {
    what: 'a lock that is a named pipe',
    obstruct: ({ lock }) => (execFileSync('mkfifo', [lock]), true),
    message: new RegExp(`The lock ${LOCK} is a named pipe, not a file\\.`),
    remedy: /rm -r .*\.lock/,
  },
  {
    what: 'a lock that is a symbolic link to a folder',
    obstruct: ({ lock }) => (fs.symlinkSync('/', lock), true),
    message: new RegExp(`The lock ${LOCK} is a symbolic link, not a file\\.`),
    remedy: /rm -r .*\.lock/,
  },
  {
    what: 'a lock that is a symbolic link to itself',
    obstruct: ({ lock }) => (fs.symlinkSync('.credentials.aws-mfa.lock', lock), true),
    message: new RegExp(`The lock ${LOCK} is a symbolic link, not a file\\.`),
    remedy: /rm -r .*\.lock/,
  },
  {
    what: "another user's lock in a sticky folder",
    name: (home) => join(home, 'shared', 'credentials'),
    options: NOBODY,
    obstruct: ({ sandbox, path, folder, lock }) => {
      if (!isRunByNobody) return false;
      [sandbox.home, dirname(sandbox.configPath), sandbox.configPath].forEach((each) =>
        fs.chownSync(each, NOBODY.uid, NOBODY.gid),
      );
      fs.writeFileSync(path, CREDENTIALS, { mode: 0o600 });
      fs.chownSync(path, NOBODY.uid, NOBODY.gid);
      fs.chmodSync(folder, 0o1777);
      fs.writeFileSync(lock, 'of another user');
      return true;
    },
    message: new RegExp(String.raw`The lock ${LOCK} belongs to another user\.`),
    remedy: /sudo rm .*\.lock/,
  },
  {
    what: 'a name that is too long',
    name: (home) => join(home, '.aws', 'c'.repeat(230)),
    obstruct: () => true,
    message: /Cannot write \S*\/c{230}: the path is too long \(ENAMETOOLONG\)\./,
    remedy: /Use a shorter path/,
  },
  {
    what: 'a full disk',
    name: (home) => join(home, 'disk', 'credentials'),
    obstruct: (here) => {
      if (!mountSmallDisk(here, 'size=64k')) return false;
      fs.writeFileSync(here.path, CREDENTIALS, { mode: 0o600 });
      fillUp(here.folder);
      return true;
    },
    message: new RegExp(String.raw`Cannot create the lock ${LOCK}: the disk is full \(ENOSPC\)\.`),
    remedy: /Free some space/,
  },
  {
    what: 'a disk with room for a lock only',
    name: (home) => join(home, 'disk', 'credentials'),
    obstruct: (here) => {
      if (!mountSmallDisk(here, 'size=64k')) return false;
      fs.writeFileSync(here.path, `${CREDENTIALS}# ${'x'.repeat(30_000)}\n`, { mode: 0o600 });
      return true;
    },
    message: /Cannot write \S*credentials: the disk is full \(ENOSPC\)\./,
    remedy: /Free some space/,
  },
  {
    what: 'a disk with one inode left, which the lock takes',
    name: (home) => join(home, 'disk', 'credentials'),
    obstruct: (here) => {
      if (!mountSmallDisk(here, 'size=64k,nr_inodes=3')) return false;
      fs.writeFileSync(here.path, CREDENTIALS, { mode: 0o600 });
      return true;
    },
    message: /Cannot write \S*credentials: the disk is full \(ENOSPC\)\./,
    remedy: /Free some space/,
  },
  {
    what: 'a disk without another inode',
    name: (home) => join(home, 'disk', 'credentials'),
    obstruct: (here) => {
      if (!mountSmallDisk(here, 'size=64k,nr_inodes=3')) return false;
      fs.writeFileSync(here.path, CREDENTIALS, { mode: 0o600 });
      fs.writeFileSync(join(here.folder, 'other'), '');
      return true;
    },
    message: new RegExp(String.raw`Cannot create the lock ${LOCK}: the disk is full \(ENOSPC\)\.`),
    remedy: /Free some space/,
  },
];

describe.each(ROWS)('$what', ({ name, obstruct, message, remedy, options = {} }) => {
  const obstructed = async (skip: (why: string) => void) => {
    const here = await place(name);
    if (!obstruct(here)) skip('this machine has no such thing, or gives no right to make it');
    const env = name ? { AWS_SHARED_CREDENTIALS_FILE: here.path } : {};
    const before = fs.existsSync(here.path) ? fs.readFileSync(here.path, 'utf8') : undefined;
    const expectUntouched = () => {
      expect(here.aws.requests.filter(({ params }) => 'TokenCode' in params)).toEqual([]);
      expect(fs.existsSync(here.path) ? fs.readFileSync(here.path, 'utf8') : undefined).toBe(before);
      const left = fs.readdirSync(here.folder).filter((each) => each.endsWith('.tmp'));
      expect(left).toEqual([]);
      if (fs.existsSync(here.lock) && fs.lstatSync(here.lock).isFile())
        expect(fs.readFileSync(here.lock, 'utf8')).not.toMatch(SECRET);
    };
    return { ...here, env, expectUntouched };
  };

  test('stops a login before its code is used', async ({ skip }) => {
    const here = await obstructed(skip);
    const args = ['login', '--token', here.aws.nextCode()];
    const { code, stderr } = await here.start(args, { ...options, env: here.env }).result;
    expect(stderr).toMatch(message);
    expect(stderr).toMatch(remedy);
    expect(stderr).not.toContain('spent');
    expect(code).toBe(253);
    expect(here.aws.connections()).toBe(0);
    here.expectUntouched();
  });

  test('is found by --dry-run', async ({ skip }) => {
    const here = await obstructed(skip);
    const { code, stderr } = await here.start(['login', '--dry-run'], { ...options, env: here.env }).result;
    expect(stderr).toMatch(message);
    expect(code).toBe(253);
    here.expectUntouched();
  });

  test('is found by doctor', async ({ skip }) => {
    const here = await obstructed(skip);
    // Without the AWS CLI, which takes seconds to tell its version.
    const env = { ...here.env, PATH: '/nowhere' };
    const { code, stdout } = await here.start(['doctor', '--json'], { ...options, env }).result;
    const findings = JSON.parse(stdout) as Record<string, string>[];
    const [found] = findings.filter(({ id, status }) => id === 'credentials-file' && status === 'error');
    expect(found?.['message']).toMatch(message);
    expect(code).toBe(1);
    here.expectUntouched();
  });
});

test('nobody at a terminal is asked for a code', async () => {
  const here = await place();
  fs.mkdirSync(here.lock);
  const terminal = here.open(['login']);
  expect((await terminal.exit).code).toBe(253);
  expect(terminal.screen()).not.toMatch(PROMPT);
  expect(terminal.screen()).toContain('is a folder, not a file.');
  expect(here.aws.connections()).toBe(0);
});

test('a session that still lasts is handed out, and nothing is written or tried', async () => {
  const here = await place();
  expect((await here.run(['login', '--token', here.aws.nextCode()])).code).toBe(0);
  fs.mkdirSync(here.lock);
  expect(await here.run(['login'])).toMatchObject({ code: 0 });
});

test('a login leaves nothing behind where it only looked', async () => {
  const here = await place();
  const before = fs.statSync(here.path);
  expect((await here.run(['login', '--dry-run'])).code).toBe(0);
  expect(here.sandbox.leftovers()).toEqual([]);
  expect(fs.statSync(here.path)).toMatchObject({ ino: before.ino, mtimeMs: before.mtimeMs });
});

test('a dry run makes no folder', async () => {
  const here = await place((home) => join(home, 'new', 'credentials'));
  fs.rmdirSync(here.folder);
  const variables = { AWS_SHARED_CREDENTIALS_FILE: here.path };
  expect((await here.run(['login', '--dry-run'], { env: variables })).code).toBe(0);
  expect(fs.readdirSync(here.sandbox.home)).toEqual(['.aws']);
});
