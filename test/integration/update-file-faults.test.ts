/** Every system call of the safe write made to fail, one after the other: the file is old or new, and whole. */
import * as fs from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { AwsMfaError } from '../../src/errors.ts';
import { updateFile } from '../../src/system/files/update-file.ts';
import { failingFileSystem, instantSystem, refusing, systemError } from '../support/failing-file-system.ts';

let path: string;
beforeEach(() => {
  path = join(fs.mkdtempSync(join(tmpdir(), 'aws-mfa-faults-')), 'credentials');
});

const edit = (text = ''): string => (text.includes('new') ? text : `${text}new\n`);
const update = (system = instantSystem()) =>
  updateFile({ path, edit, verify: () => Promise.resolve(), signal: new AbortController().signal }, system);

/** Runs the update on a fresh folder with call number `failAt` failing. */
async function faulty(before: string | undefined, failAt: number, code: string) {
  path = join(fs.mkdtempSync(join(tmpdir(), 'aws-mfa-faults-')), 'credentials');
  if (before !== undefined) fs.writeFileSync(path, before, { mode: 0o644 });
  const { system, calls } = failingFileSystem(failAt, code);
  const outcome = await update(system).catch((error: unknown) => error);
  return { outcome, calls, call: `${code} at ${failAt}: ${calls[failAt - 1] ?? 'none'}` };
}

const readOrNothing = (): string | undefined =>
  fs.existsSync(path) ? fs.readFileSync(path, 'utf8') : undefined;

describe.each([
  ['a file', 'old\n'],
  ['no file', undefined],
])('from %s', (_, before) => {
  it.each(['EIO', 'ENOSPC', 'EACCES', 'EINTR', 'EROFS', 'EEXIST'])('%s at every call', async (code) => {
    const { calls } = await faulty(before, 0, code);
    expect(calls.length).toBeGreaterThan(30);
    for (let failAt = 1; failAt <= calls.length; failAt++) {
      const { outcome, call } = await faulty(before, failAt, code);
      const failed = outcome instanceof Error;
      if (failed) expect(outcome, call).toMatchObject({ kind: 'configuration' });
      expect(readOrNothing(), call).toBe(failed ? before : edit(before));
      expect(fs.readdirSync(join(path, '..')), call).toEqual(
        readOrNothing() === undefined ? [] : ['credentials'],
      );
      await update();
      expect(fs.readFileSync(path, 'utf8'), call).toBe(edit(before));
      expect(fs.statSync(path).mode & 0o777, call).toBe(0o600);
    }
  });
});

describe('a rename that is refused', () => {
  const refusing = (times: number, code: string) => {
    const system = instantSystem();
    let tries = 0;
    const renameSync: typeof system.renameSync = (from, to) => {
      if (tries++ < times) throw systemError('renameSync', code);
      system.renameSync(from, to);
    };
    return { ...system, renameSync };
  };

  it.each(['EPERM', 'EACCES', 'EBUSY'])('for a moment (%s) is tried again', async (code) => {
    await update(refusing(5, code));
    expect(fs.readdirSync(join(path, '..'))).toEqual(['credentials']);
  });

  it.each([
    [
      'EBUSY',
      'the file is in use, or is a mount point',
      'In a container, mount its folder instead of the file.',
    ],
    ['EROFS', 'the file system is read-only', 'Make it writable, or set'],
    ['ENOSPC', 'the disk is full', 'Free some space'],
    ['EDQUOT', 'your disk quota is used up', 'Free some space'],
    ['EFBIG', 'the file would exceed the size limit', 'ulimit -f'],
    ['EXDEV', 'the system reported an error', 'man 3 errno'],
  ])('for good (%s) is told with its remedy', async (code, words, remedy) => {
    const failure: unknown = await update(refusing(Infinity, code)).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(AwsMfaError);
    expect(failure).toMatchObject({
      message: `Cannot write ${path}: ${words} (${code}).`,
      hint: expect.stringContaining(remedy) as string,
    });
    expect(fs.readdirSync(join(path, '..'))).toEqual([]);
  });
});

describe('after the rename', () => {
  it('a file that cannot be read any more has been written all the same', async () => {
    const system = instantSystem();
    let renamed = false;
    const renameSync: typeof system.renameSync = (from, to) => {
      system.renameSync(from, to);
      renamed = true;
    };
    const readFileSync = ((...args: Parameters<typeof fs.readFileSync>) => {
      if (renamed) throw systemError('readFileSync', 'EIO');
      return fs.readFileSync(...args);
    }) as typeof system.readFileSync;
    expect(await update({ ...system, renameSync, readFileSync })).toEqual([]);
    expect(fs.readdirSync(join(path, '..'))).toEqual(['credentials']);
  });

  it.each([
    ['EIO', 1],
    ['EINVAL', 0],
    ['EPERM', 0],
  ])('a folder that cannot be synced is a note, unless nobody could (%s)', async (code, notes) => {
    const system = instantSystem();
    let syncs = 0;
    const fsync = (descriptor: number): Promise<void> =>
      ++syncs === 2 ? Promise.reject(systemError('fsync', code)) : system.fsync(descriptor);
    const updated = await update({ ...system, fsync });
    const note = expect.stringContaining('could not be synced') as string;
    expect(updated).toEqual(notes ? [note] : []);
  });
});

describe('a failure while cleaning up', () => {
  it('of an open file does not hide what failed first, and no file stays open', async () => {
    const open = new Set<number>();
    const system = instantSystem();
    const openSync: typeof system.openSync = (...args) => {
      const descriptor = system.openSync(...args);
      open.add(descriptor);
      return descriptor;
    };
    const fsync = () => Promise.reject(systemError('fsync', 'ENOSPC'));
    let failing = false;
    const writeSync = ((...args: Parameters<typeof fs.writeSync>) => {
      failing = typeof args[1] !== 'string';
      return fs.writeSync(...args);
    }) as typeof system.writeSync;
    const closeSync = (descriptor: number): void => {
      system.closeSync(descriptor);
      open.delete(descriptor);
      if (failing) throw systemError('closeSync', 'EIO');
    };
    const changed = { ...system, openSync, fsync, writeSync, closeSync };
    await expect(update(changed)).rejects.toThrow('the disk is full');
    expect(open.size).toBe(0);
  });

  it('does not hide what failed first', async () => {
    const failing = { ...refusing('EIO', 'unlinkSync'), ...refusing('ENOSPC', 'fsync') };
    await expect(update({ ...instantSystem(), ...failing })).rejects.toThrow('the disk is full');
    await update();
    expect(fs.readdirSync(join(path, '..'))).toEqual(['credentials']);
  });
});

describe('a rename that was made and reports an error', () => {
  it.each(['ENOENT', 'EIO', 'ESTALE'])('%s is none', async (code) => {
    fs.writeFileSync(path, 'old\n');
    const system = instantSystem();
    const renameSync: typeof system.renameSync = (from, to) => {
      system.renameSync(from, to);
      throw systemError('renameSync', code);
    };
    await update({ ...system, renameSync });
    expect(fs.readFileSync(path, 'utf8')).toBe('old\nnew\n');
  });

  it.each(['ENOENT', 'EIO', 'ESTALE'])('%s is one if it was not made', async (code) => {
    fs.writeFileSync(path, 'old\n');
    await expect(update({ ...instantSystem(), ...refusing(code, 'renameSync') })).rejects.toThrow(code);
    expect([fs.readFileSync(path, 'utf8'), fs.readdirSync(join(path, '..'))]).toEqual([
      'old\n',
      ['credentials'],
    ]);
  });
});
