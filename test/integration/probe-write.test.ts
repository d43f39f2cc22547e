/** The safe write is tried without a change: what is found, that nothing is left behind, and that no secret is written. */
import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import type { FileSystem } from '../../src/system/files/file-system.ts';
import { probeWrite } from '../../src/system/files/probe-write.ts';
import { updateFile } from '../../src/system/files/update-file.ts';
import { AwsMfaError } from '../../src/errors.ts';
import {
  failingFileSystem,
  instantSystem,
  refusing,
  seeing,
  systemError,
} from '../support/failing-file-system.ts';
import { rejectedBy } from '../support/thrown-by.ts';

const OLD = '[default]\naws_secret_access_key = secret\n';
const never = new AbortController().signal;

let home: string;
let folder: string;
let path: string;
let lock: string;
beforeEach(() => {
  home = fs.mkdtempSync(join(tmpdir(), 'aws-mfa-probe-'));
  folder = join(home, '.aws');
  path = join(folder, 'credentials');
  lock = join(folder, '.credentials.aws-mfa.lock');
  fs.mkdirSync(folder);
  fs.writeFileSync(path, OLD, { mode: 0o600 });
});

const entries = (): string[] => fs.readdirSync(folder);

/** A copy of the real system that remembers what was written, file by file. */
function recording(system: FileSystem = instantSystem()) {
  const written: Buffer[] = [];
  const writeSync = ((descriptor: number, data: string | Buffer, ...rest: number[]) => {
    written.push(Buffer.from(data));
    return (system.writeSync as (...all: unknown[]) => number)(descriptor, data, ...rest);
  }) as FileSystem['writeSync'];
  return { system: { ...system, writeSync }, written };
}

describe('a file that can be written', () => {
  it('stays as it is, and nothing is left behind', async () => {
    const before = fs.statSync(path);
    await probeWrite(path, never, instantSystem());
    expect(fs.readFileSync(path, 'utf8')).toBe(OLD);
    expect(fs.statSync(path)).toMatchObject({ ino: before.ino, mtimeMs: before.mtimeMs });
    expect(entries()).toEqual(['credentials']);
  });

  it('is tried with a file as large as the new one, without a word of the old one', async () => {
    fs.writeFileSync(path, OLD.repeat(1000));
    const { system, written } = recording();
    await probeWrite(path, never, system);
    const [, , temporary] = written;
    // After the lock, once to see that it can be removed, and once beside the file.
    expect(written).toHaveLength(3);
    expect(temporary?.length).toBeGreaterThanOrEqual(OLD.length * 1000 + 4096);
    expect(Buffer.concat(written).toString()).not.toMatch(/secret/);
  });

  it('waits for no disk', async () => {
    const { system, calls } = failingFileSystem();
    await probeWrite(path, never, system);
    expect(calls).not.toContain('fsyncSync');
    expect(calls.length).toBeLessThan(40);
  });

  it('is tried without a lock of its own where a killed run left one', async () => {
    fs.writeFileSync(lock, 'dead');
    await probeWrite(path, never, instantSystem());
    expect(entries()).toEqual(['credentials']);
  });

  it('may be missing, and its folder too, which is not made', async () => {
    fs.rmSync(folder, { recursive: true });
    await probeWrite(path, never, instantSystem());
    expect(fs.readdirSync(home)).toEqual([]);
  });

  it('is found where links lead', async () => {
    fs.renameSync(path, join(home, 'elsewhere'));
    fs.symlinkSync('../elsewhere', path);
    const { system, calls } = failingFileSystem();
    await probeWrite(path, never, system);
    expect(calls).toContain('readlinkSync');
    expect([entries(), fs.readdirSync(home).sort()]).toEqual([['credentials'], ['.aws', 'elsewhere']]);
  });
});

describe.each([['a file'], ['no file'], ['no folder']])('from %s', (start) => {
  const prepare = () => {
    if (start === 'no file') fs.rmSync(path);
    if (start === 'no folder') fs.rmSync(folder, { recursive: true });
  };
  const everything = () => [fs.readdirSync(home), fs.existsSync(folder) ? entries() : []].join(' ');

  it.each(['EIO', 'ENOSPC', 'EACCES', 'EROFS', 'EPERM', 'EDQUOT'])(
    '%s at every call is told or passed over, and nothing is left behind',
    async (code) => {
      prepare();
      const before = everything();
      const { system, calls } = failingFileSystem();
      await probeWrite(path, never, system);
      for (let failAt = 1; failAt <= calls.length; failAt++) {
        const { system: failing } = failingFileSystem(failAt, code);
        const outcome: unknown = await probeWrite(path, never, failing).catch((error: unknown) => error);
        const call = `${code} at ${failAt}: ${calls[failAt - 1] ?? ''}`;
        if (outcome !== undefined) expect(outcome, call).toMatchObject({ kind: 'configuration' });
        expect(everything(), call).toBe(before);
      }
    },
  );
});

describe('what stands in the way', () => {
  const refused = async (message: string, system: FileSystem = instantSystem()) => {
    const error = await rejectedBy(probeWrite(path, never, system));
    expect(error).toMatchObject({
      kind: 'configuration',
      message: expect.stringContaining(message) as string,
    });
    expect(fs.readFileSync(path, 'utf8')).toBe(OLD);
    return error;
  };

  it('a lock that never comes free', async () => {
    fs.writeFileSync(lock, 'theirs');
    let beat = 0;
    const system = instantSystem();
    const wait: typeof system.wait = () => {
      // Its owner shows that it is alive.
      fs.utimesSync(lock, ++beat, beat);
      return Promise.resolve();
    };
    await refused('for 5 minutes and is still running', { ...system, wait });
    expect(entries().sort()).toEqual(['.credentials.aws-mfa.lock', 'credentials']);
  });

  it.each([
    ['EPERM', 'operation not permitted'],
    ['EACCES', 'permission denied'],
  ])("another user's lock, which cannot be taken over (%s)", async (code, words) => {
    fs.writeFileSync(lock, 'of another user');
    const system = { ...instantSystem(), ...refusing(code, 'unlinkSync') };
    await refused(`Cannot create the lock ${lock}: ${words} (${code}).`, system);
    expect(fs.readFileSync(lock, 'utf8')).toBe('of another user');
  });

  it('a folder that lets nothing be removed: no temporary file is made there', async () => {
    const unremovable = { ...instantSystem(), ...refusing('EPERM', 'unlinkSync'), uid: () => 1000 };
    const { system, written } = recording(unremovable);
    fs.chownSync(path, 1000, 1000);
    await refused(`Cannot remove the lock ${lock}: operation not permitted (EPERM).`, system);
    expect(entries().sort()).toEqual(['.credentials.aws-mfa.lock', 'credentials']);
    expect(written).toHaveLength(1);
  });

  it('an owner that the new file could not be given', async () => {
    const { fstatSync } = seeing({ uid: 4242 });
    const system = { ...instantSystem(), ...refusing('EPERM', 'fchownSync'), fstatSync };
    await refused('cannot be given to the owner', system);
    expect(entries()).toEqual(['credentials']);
  });

  it('a signal ends the wait for a lock', async () => {
    fs.writeFileSync(lock, 'another');
    const stop = new AbortController();
    const reason = new AwsMfaError('cancelled', 'Canceled.');
    const wait: FileSystem['wait'] = (_, signal) => {
      stop.abort(reason);
      return Promise.reject(signal.reason as Error);
    };
    const outcome = rejectedBy(probeWrite(path, stop.signal, { ...instantSystem(), wait }));
    expect(await outcome).toBe(reason);
  });
});

it('a file that a virus scanner on Windows holds open for a moment is waited for', async () => {
  const system = instantSystem();
  let refusals = 0;
  const unlinkSync: typeof system.unlinkSync = (name) => {
    if (refusals++ < 100) throw systemError('unlinkSync', 'EBUSY');
    system.unlinkSync(name);
  };
  await probeWrite(path, never, { ...system, unlinkSync, platform: 'win32' });
  expect(entries()).toEqual(['credentials']);
});

describe('a folder that became append-only after it was tried', () => {
  const update = (system = instantSystem()) =>
    updateFile(
      { path, edit: (text = '') => `${text}[mfa]\n`, verify: () => Promise.resolve(), signal: never },
      system,
    );

  it('keeps no keys in what cannot be removed', async () => {
    onTestFinished(() => void spawnSync('chattr', ['-a', folder]));
    // At rest, or it is waited for before anything is made.
    fs.utimesSync(path, 1, 1);
    const isAppendOnly = spawnSync('chattr', ['+a', folder]).status === 0;
    const system = { ...instantSystem(), ...refusing('EPERM', 'unlinkSync', 'renameSync') };
    await rejectedBy(update(isAppendOnly ? instantSystem() : system));
    expect(fs.readFileSync(path, 'utf8')).toBe(OLD);
    const left = entries().filter((name) => name.endsWith('.tmp'));
    expect(left.length).toBeGreaterThan(0);
    expect(left.map((name) => fs.readFileSync(join(folder, name), 'utf8')).join('')).toBe('');
  });
});
