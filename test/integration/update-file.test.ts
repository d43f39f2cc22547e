/** The safe write, on a real disk: what it keeps, what it makes, and how it gets along with others. */
import { execFile } from 'node:child_process';
import * as fs from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { beforeEach, describe, expect, it } from 'vitest';
import type { FileSystem } from '../../src/system/files/file-system.ts';
import { updateFile, type FileUpdate } from '../../src/system/files/update-file.ts';
import {
  caselessFileSystem,
  failingFileSystem,
  instantSystem,
  refusing,
  seeing,
  systemError,
} from '../support/failing-file-system.ts';

const isRoot = userInfo().uid === 0;

let home: string;
let path: string;
beforeEach(() => {
  home = fs.mkdtempSync(join(tmpdir(), 'aws-mfa-update-'));
  path = join(home, '.aws/credentials');
});

const never = new AbortController().signal;
const add = (text = ''): string => `${text}new\n`;
const content = (name = path): string => fs.readFileSync(name, 'latin1');
const mode = (name = path): string => (fs.statSync(name).mode & 0o777).toString(8);
const files = (): string[] => fs.readdirSync(dirname(path));

function given(text: string, permissions = 0o600): void {
  fs.mkdirSync(dirname(path), { recursive: true });
  fs.writeFileSync(path, text);
  fs.chmodSync(path, permissions);
}

function update(changes: Partial<FileUpdate> = {}, system: FileSystem = instantSystem()) {
  return updateFile({ path, edit: add, verify: () => Promise.resolve(), signal: never, ...changes }, system);
}

/** New files, still empty, seem to belong to somebody else. */
const foreign = (owner: { uid?: number; gid?: number }): FileSystem['fstatSync'] =>
  ((descriptor: number) => {
    const stat = fs.fstatSync(descriptor);
    return stat.size > 0 ? stat : Object.assign(stat, owner);
  }) as FileSystem['fstatSync'];

/** A check of the temporary file that does something of its own meanwhile, and finds it well. */
const meanwhile = (work: () => void) => (): Promise<void> => {
  work();
  return Promise.resolve();
};

describe('a new file', () => {
  it('is made for its owner only, and so is its folder', async () => {
    expect(await update()).toEqual([]);
    expect([content(), mode(), mode(dirname(path)), files()]).toEqual([
      'new\n',
      '600',
      '700',
      ['credentials'],
    ]);
  });

  it('is made where a dangling link leads, and the link stays', async () => {
    fs.mkdirSync(dirname(path));
    fs.symlinkSync('../target', path);
    await update();
    expect([fs.readlinkSync(path), content(join(home, 'target')), mode(path)]).toEqual([
      '../target',
      'new\n',
      '600',
    ]);
  });

  it('is not made when there is nothing to put in', async () => {
    expect(await update({ edit: (text) => text ?? '' })).toEqual([]);
    expect(files()).toEqual([]);
  });

  it('is not put over one that a neighbor has just made', async () => {
    const verify = meanwhile(() => {
      if (!fs.existsSync(path)) given('theirs\n');
    });
    await update({ verify });
    expect(content()).toBe('theirs\nnew\n');
  });
});

describe('a file that is there', () => {
  it('keeps every byte that the edit keeps', async () => {
    const bytes = Buffer.from(Array.from({ length: 256 }, (_, byte) => byte));
    given('');
    fs.writeFileSync(path, bytes);
    await update();
    expect(fs.readFileSync(path)).toEqual(Buffer.concat([bytes, Buffer.from('new\n')]));
  });

  it.each([
    [0o600, '600', 0],
    [0o644, '600', 1],
    [0o664, '600', 1],
    [0o700, '700', 0],
  ])('of mode %o ends as %s', async (before, after, notes) => {
    given('old\n', before);
    const updated = await update();
    expect([mode(), updated.length]).toEqual([after, notes]);
  });

  it('is not written when nothing changes, but made private', async () => {
    given('old\n', 0o644);
    const inode = fs.statSync(path).ino;
    const updated = await update({ edit: (text = '') => text });
    expect(updated).toEqual([expect.stringContaining('(mode 644). Now only its owner')]);
    expect([fs.statSync(path).ino, mode()]).toEqual([inode, '600']);
  });

  it('is said to be private now only when it is: on some file systems modes mean nothing', async () => {
    given('old\n', 0o755);
    const { statSync } = seeing({ mode: 0o100755 });
    expect(await update({}, { ...instantSystem(), statSync })).toEqual([]);
    const again = await update({ edit: (text = '') => text }, { ...instantSystem(), statSync });
    expect(again).toEqual([]);
  });

  it.runIf(isRoot)('keeps owner and group', async () => {
    given('old\n');
    fs.chownSync(path, 4242, 4343);
    await update();
    expect(fs.statSync(path)).toMatchObject({ uid: 4242, gid: 4343 });
  });

  it('is given owner and mode before the first byte', async () => {
    given('old\n');
    const { system, calls } = failingFileSystem();
    const fstatSync = foreign({ gid: fs.statSync(path).gid + 1 });
    await update({}, { ...system, fstatSync });
    const order = calls
      .slice(calls.lastIndexOf('readdirSync'))
      .filter((call) => /chown|chmod|writeSync|fsync|rename/.test(call));
    expect(order).toEqual(['fchownSync', 'fchmodSync', 'writeSync', 'fsync', 'renameSync', 'fsync']);
  });

  it('is not written when its owner cannot be kept; another group does no harm', async () => {
    given('old\n');
    const { uid, gid } = fs.statSync(path);
    const system = { ...instantSystem(), ...refusing('EPERM', 'fchownSync') };
    await expect(update({}, { ...system, fstatSync: foreign({ uid: uid + 1 }) })).rejects.toMatchObject({
      kind: 'configuration',
      message: expect.stringContaining(
        'cannot be given to the owner of the file that it would replace.',
      ) as string,
    });
    expect([content(), files()]).toEqual(['old\n', ['credentials']]);
    await update({}, { ...system, fstatSync: foreign({ gid: gid + 1 }) });
    expect(content()).toBe('old\nnew\n');
  });

  it('may have a second name, which keeps the old content, and that is said', async () => {
    given('old\n');
    fs.linkSync(path, join(home, 'other'));
    const updated = await update();
    expect(updated).toEqual([expect.stringContaining('hard link')]);
    expect([content(), content(join(home, 'other'))]).toEqual(['old\nnew\n', 'old\n']);
  });

  it('is found through a chain of links, which stay', async () => {
    given('old\n');
    fs.symlinkSync('.aws/credentials', join(home, 'one'));
    fs.symlinkSync('one', join(home, 'two'));
    await update({ path: join(home, 'two') });
    expect([content(), fs.readlinkSync(join(home, 'two')), files()]).toEqual([
      'old\nnew\n',
      'one',
      ['credentials'],
    ]);
  });

  it.runIf(fs.existsSync('/dev/shm'))('may be on another file system than the link to it', async () => {
    const other = fs.mkdtempSync('/dev/shm/aws-mfa-update-');
    fs.writeFileSync(join(other, 'credentials'), 'old\n');
    fs.symlinkSync(join(other, 'credentials'), join(home, 'link'));
    await update({ path: join(home, 'link') });
    expect([content(join(other, 'credentials')), fs.readdirSync(other)]).toEqual([
      'old\nnew\n',
      ['credentials'],
    ]);
    fs.rmSync(other, { recursive: true });
  });

  it('is refused when it is not a file at all', async () => {
    fs.mkdirSync(path, { recursive: true });
    await expect(update()).rejects.toThrow('is a folder, not a file');
    await expect(update({ path: '/dev/null' })).rejects.toThrow('is a device, not a file');
  });
});

describe('the temporary file', () => {
  it('is private, beside the file, and whole when it is verified', async () => {
    given('old\n', 0o644);
    const seen: unknown[] = [];
    const verify: FileUpdate['verify'] = (temporary, before, after) => {
      seen.push(content(temporary), mode(temporary), dirname(temporary), before, after);
      expect(basename(temporary)).toMatch(/^\.credentials\.aws-mfa\.[\w-]+\.tmp$/);
      return Promise.resolve();
    };
    await update({ verify });
    expect(seen).toEqual(['old\nnew\n', '600', dirname(path), 'old\n', 'old\nnew\n']);
  });

  it('is private from its first moment, not only from when its mode is set', async () => {
    const modes: number[] = [];
    const fchmodSync: FileSystem['fchmodSync'] = (descriptor, wanted) => {
      modes.push(fs.fstatSync(descriptor).mode & 0o077);
      fs.fchmodSync(descriptor, wanted);
    };
    await update({}, { ...instantSystem(), fchmodSync });
    // The folder's, and the file's.
    expect(modes).toEqual([0, 0]);
  });

  it('goes when it is found wrong, and the file stays', async () => {
    given('old\n');
    const wrong = new Error('unreadable to the AWS CLI');
    await expect(update({ verify: () => Promise.reject(wrong) })).rejects.toBe(wrong);
    expect([content(), files()]).toEqual(['old\n', ['credentials']]);
  });

  it('of a run that was killed goes with the next run; what is not ours stays', async () => {
    given('old\n');
    const others = ['.credentials.swp', '.config.aws-mfa.1.tmp', 'credentials.tmp'];
    for (const name of ['.credentials.aws-mfa.1.tmp', '.credentials.aws-mfa.2.tmp', ...others])
      fs.writeFileSync(join(dirname(path), name), '');
    await update();
    expect(files().sort()).toEqual([...others, 'credentials'].sort());
  });

  it('of a file whose name differs by case belongs to that file, unless the disk says that they are one', async () => {
    given('old\n');
    const other = '.CREDENTIALS.aws-mfa.1.tmp';
    fs.writeFileSync(join(dirname(path), other), '');
    await update();
    expect(files().sort()).toEqual([other, 'credentials']);
    await update({}, caselessFileSystem());
    expect([files(), content()]).toEqual([['credentials'], 'old\nnew\nnew\n']);
  });

  it('is completed when the disk takes a few bytes at a time', async () => {
    given('old\n');
    const writeSync = ((descriptor: number, bytes: Buffer | string, at: number) =>
      typeof bytes === 'string'
        ? fs.writeSync(descriptor, bytes)
        : fs.writeSync(descriptor, bytes.subarray(at, at + 3))) as FileSystem['writeSync'];
    await update({}, { ...instantSystem(), writeSync });
    expect(content()).toBe('old\nnew\n');
  });

  it('is not put in place when the disk lost bytes and said nothing', async () => {
    given('old\n');
    const writeSync = ((descriptor: number, bytes: Buffer | string) => {
      fs.writeSync(descriptor, bytes.slice(0, typeof bytes === 'string' ? undefined : 3) as string);
      return bytes.length;
    }) as FileSystem['writeSync'];
    await expect(update({}, { ...instantSystem(), writeSync })).rejects.toThrow(
      'could not be written completely',
    );
    expect([content(), files()]).toEqual(['old\n', ['credentials']]);
  });
});

it('two spellings of a path are one file with one lock, where the disk makes no difference', async () => {
  given('old\n');
  const system = caselessFileSystem();
  const spellings = [path, join(dirname(path), 'CREDENTIALS'), join(dirname(path), 'Credentials')];
  await Promise.all(
    spellings.map((spelling) => update({ path: spelling, edit: (text) => add(text) }, system)),
  );
  expect(files()).toHaveLength(1);
  expect(content(join(dirname(path), files()[0] ?? ''))).toBe('old\nnew\nnew\nnew\n');
});

describe('a cancel', () => {
  it('before the rename leaves the file as it was', async () => {
    given('old\n');
    const cancel = new AbortController();
    const reason = new Error('cancelled');
    const verify = meanwhile(() => cancel.abort(reason));
    await expect(update({ verify, signal: cancel.signal })).rejects.toBe(reason);
    expect([content(), files()]).toEqual(['old\n', ['credentials']]);
  });

  it('after the rename comes too late', async () => {
    given('old\n');
    const cancel = new AbortController();
    const system = instantSystem();
    const renameSync: FileSystem['renameSync'] = (from, to) => {
      system.renameSync(from, to);
      cancel.abort();
    };
    await update({ signal: cancel.signal }, { ...system, renameSync });
    expect(content()).toBe('old\nnew\n');
  });
});

describe('a neighbor who takes no lock', () => {
  it('and changes the file meanwhile has his change edited, too', async () => {
    given('old\n');
    let rounds = 0;
    const verify = meanwhile(() => {
      if (++rounds < 4) given(`theirs ${rounds}\n`);
    });
    await update({ verify });
    expect([content(), rounds]).toEqual(['theirs 3\nnew\n', 4]);
  });

  it('and never stops is given up on', async () => {
    given('old\n');
    let rounds = 0;
    const verify = meanwhile(() => given(`theirs ${++rounds}\n`));
    await expect(update({ verify })).rejects.toThrow(`Another program keeps rewriting ${path}.`);
    expect([content(), files()]).toEqual([`theirs ${rounds}\n`, ['credentials']]);
  });

  const lostPart = (text: string, earlier: string) => (text.length < earlier.length ? '[work]' : undefined);

  it('and is in the middle of writing is waited for, however old the file looks', async () => {
    given('');
    fs.utimesSync(path, 1, 1);
    let looks = 0;
    const wait = () => {
      looks += 1;
      if (looks === 300) fs.writeFileSync(path, 'whole\n');
      return Promise.resolve();
    };
    await update({ seen: 'whole\n', lostPart }, { ...instantSystem(), wait });
    expect([content(), looks]).toEqual(['whole\nnew\n', 300]);
  });

  it('and does not give back what was there is never written over', async () => {
    given('');
    await expect(update({ seen: 'whole\n', lostPart })).rejects.toMatchObject({
      kind: 'configuration',
      message: `[work] is missing from ${path} but was there when aws-mfa started. The file was not changed.`,
    });
    expect([content(), files()]).toEqual(['', ['credentials']]);
  });

  it('and never leaves the file at rest is not waited for without end', async () => {
    given('old\n');
    let looks = 0;
    const readdirSync = ((...args: Parameters<typeof fs.readdirSync>) => {
      looks += 1;
      fs.utimesSync(path, new Date(), new Date());
      return fs.readdirSync(...args);
    }) as FileSystem['readdirSync'];
    await update({}, { ...instantSystem(), readdirSync });
    expect([content(), looks]).toEqual(['old\nnew\n', 5]);
  });

  /** Renames, and then does what the neighbor does, for the first so many times. */
  const afterRename = (times: number, neighbor: () => void): FileSystem => {
    const system = instantSystem();
    let renames = 0;
    const renameSync: FileSystem['renameSync'] = (from, to) => {
      system.renameSync(from, to);
      if (renames++ < times) neighbor();
    };
    return { ...system, renameSync };
  };

  it('and puts his copy over ours is repaired once', async () => {
    given('old\n');
    const theirs = () => given('theirs\n');
    expect(await update({}, afterRename(1, theirs))).toEqual([]);
    expect(content()).toBe('theirs\nnew\n');
  });

  it('and puts his copy over ours twice is a failure', async () => {
    given('old\n');
    await expect(
      update(
        {},
        afterRename(2, () => given('theirs\n')),
      ),
    ).rejects.toThrow('keeps rewriting');
    expect([content(), files()]).toEqual(['theirs\n', ['credentials']]);
  });

  it('and adds to ours has done no harm', async () => {
    given('old\n');
    const edit = (text = ''): string => (text.includes('new') ? text : add(text));
    const system = afterRename(1, () => fs.appendFileSync(path, 'theirs\n'));
    expect(await update({ edit }, system)).toEqual([]);
    expect(content()).toBe('old\nnew\ntheirs\n');
  });
});

describe('the lock', () => {
  it('is held while the file is verified, beside the file and not beside the link', async () => {
    given('old\n');
    fs.symlinkSync('.aws/credentials', join(home, 'link'));
    const verify = meanwhile(() => expect(files()).toContain('.credentials.aws-mfa.lock'));
    await update({ path: join(home, 'link'), verify });
    expect(files()).toEqual(['credentials']);
  });

  it('lost meanwhile means to begin again, also when the temporary file went with it', async () => {
    given('old\n');
    const lock = join(dirname(path), '.credentials.aws-mfa.lock');
    let rounds = 0;
    const verify: FileUpdate['verify'] = (temporary) => {
      rounds += 1;
      if (rounds > 2) return Promise.resolve();
      fs.rmSync(lock);
      fs.writeFileSync(lock, 'another');
      if (rounds === 2) return Promise.resolve();
      fs.rmSync(temporary);
      return Promise.reject(systemError('open', 'ENOENT'));
    };
    await update({ verify });
    expect([content(), rounds, files()]).toEqual(['old\nnew\n', 3, ['credentials']]);
  });

  it('lost after the last look does no harm: the next owner has removed the temporary file, and read after that', async () => {
    given('old\n');
    const system = instantSystem();
    let owners = 0;
    const renameSync: FileSystem['renameSync'] = (from, to) => {
      owners += 1;
      if (owners === 1) {
        // Another run takes over, writes, and is done, while this one is stopped right before its rename.
        fs.rmSync(from);
        fs.rmSync(join(dirname(path), '.credentials.aws-mfa.lock'));
        fs.appendFileSync(path, 'theirs\n');
      }
      system.renameSync(from, to);
    };
    expect(await update({}, { ...system, renameSync })).toEqual([]);
    expect([content(), files()]).toEqual(['old\ntheirs\nnew\n', ['credentials']]);
  });

  it('removed again and again is not blamed on another writer', async () => {
    given('old\n');
    const lock = join(dirname(path), '.credentials.aws-mfa.lock');
    const verify = meanwhile(() => fs.rmSync(lock));
    await expect(update({ verify })).rejects.toThrow(`Another program keeps removing the lock ${lock}.`);
    expect([content(), files()]).toEqual(['old\n', ['credentials']]);
  });

  it('lets eight processes write one file at once, and no line is lost', async () => {
    given('');
    const program = join(import.meta.dirname, '../support/update-once.ts');
    const jiti = join(import.meta.dirname, '../../node_modules/jiti/lib/jiti-cli.mjs');
    const lines = Array.from({ length: 8 }, (_, number) => `line ${number}`);
    await Promise.all(
      lines.map((line) => promisify(execFile)(process.execPath, [jiti, program, path, line])),
    );
    expect(content().trim().split('\n').sort()).toEqual(lines);
    expect([files(), mode()]).toEqual([['credentials'], '600']);
  });
});
