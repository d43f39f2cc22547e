/** Taking turns: waiting, giving up, and taking over what the dead have left. */
import {
  mkdtempSync,
  existsSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { takeLock } from '../../src/system/files/file-lock.ts';
import { realFileSystem, type FileSystem } from '../../src/system/files/file-system.ts';
import { instantSystem, refusing, systemError } from '../support/failing-file-system.ts';

let path: string;
let lock: string;
let waited: number;
beforeEach(() => {
  path = join(mkdtempSync(join(tmpdir(), 'aws-mfa-lock-')), 'credentials');
  lock = join(dirname(path), '.credentials.aws-mfa.lock');
  waited = 0;
});

const never = new AbortController().signal;
const token = (): string => readFileSync(lock, 'utf8');
const files = (): string[] => readdirSync(dirname(path));

/** Counts what was waited for; `meanwhile` is what others do during each wait. */
function waiting(meanwhile: () => void = () => undefined): FileSystem {
  const wait = (milliseconds: number): Promise<void> => {
    waited += milliseconds;
    meanwhile();
    return Promise.resolve();
  };
  return { ...instantSystem(), token: () => 'mine', wait };
}

/** Replaces a lock as another process would: removed, and a new one made. */
function another(name: string): void {
  rmSync(lock, { force: true });
  writeFileSync(lock, name, { flag: 'wx' });
}

describe('a lock nobody holds', () => {
  it('is taken at once, bears the token, and is gone after its release', async () => {
    const held = await takeLock(path, never, waiting());
    expect([token(), held.isHeld(), waited]).toEqual(['mine', true, 0]);
    held.release();
    expect(files()).toEqual([]);
    expect(held.isHeld()).toBe(false);
  });

  it('shows that its owner is alive, by the clock of its file system, until its release', async () => {
    let beat = (): void => undefined;
    const every: FileSystem['every'] = (_milliseconds, work) => {
      beat = work;
      return () => (beat = () => expect.fail('The timer was stopped.'));
    };
    const held = await takeLock(path, never, { ...waiting(), every });
    const ages = [1, 2].map(() => {
      beat();
      return Math.round(statSync(lock).mtimeMs - held.createdAt);
    });
    expect(ages).toEqual([500, 1_000]);
    held.release();
    expect(beat).toThrow('stopped');
  });

  it('is not left behind when the token cannot be written', async () => {
    const system = { ...waiting(), ...refusing('ENOSPC', 'writeSync') };
    await expect(takeLock(path, never, system)).rejects.toThrow('ENOSPC');
    expect(files()).toEqual([]);
  });
});

describe('a lock another holds', () => {
  it('is waited for until it is released', async () => {
    another('theirs');
    let looks = 0;
    const system = waiting(() => {
      looks += 1;
      if (looks === 5) rmSync(lock);
    });
    await takeLock(path, never, system);
    expect([looks, token()]).toEqual([5, 'mine']);
  });

  it('is waited for as long as it changes hands', async () => {
    another('owner 0');
    const system = waiting(() => {
      if (waited % 2_500 === 0) another(`owner ${waited}`);
      if (waited === 1_000_000) rmSync(lock);
    });
    await takeLock(path, never, system);
    expect([waited, token()]).toEqual([1_000_000, 'mine']);
  });

  it('is waited for while its owner shows that it is alive, and given up in the end', async () => {
    another('theirs');
    const system = waiting(() => {
      if (waited % 500 === 0) utimesSync(lock, waited, waited);
    });
    await expect(takeLock(path, never, system)).rejects.toMatchObject({
      kind: 'configuration',
      message: `Another aws-mfa has held the lock ${lock} for 5 minutes and is still running.`,
      hint: 'Wait for it or stop it, then try again.',
    });
    expect([waited, token()]).toEqual([300_000, 'theirs']);
  });

  it('is taken over when its owner has shown for three seconds that it is not', async () => {
    another('theirs');
    const system = waiting(() => {
      if (waited <= 9_000 && waited % 500 === 0) utimesSync(lock, waited, waited);
    });
    await takeLock(path, never, system);
    expect([waited, token()]).toEqual([12_000, 'mine']);
  });

  it('is neither held nor removed by one who has lost it', async () => {
    const held = await takeLock(path, never, waiting());
    another('theirs');
    expect([held.isHeld(), held.isLost()]).toEqual([false, true]);
    held.release();
    expect(token()).toBe('theirs');
  });

  it('is not counted on when it cannot be read, and removed all the same', async () => {
    const system = waiting();
    let broken = false;
    const statSync = ((...args: Parameters<typeof system.statSync>) => {
      if (broken) throw systemError('statSync', 'EIO');
      return system.statSync(...args);
    }) as typeof system.statSync;
    const held = await takeLock(path, never, { ...system, statSync });
    broken = true;
    expect([held.isHeld(), held.isLost()]).toEqual([false, false]);
    held.release();
    expect(files()).toEqual([]);
  });

  it('stops being waited for when the person gives up', async () => {
    another('theirs');
    const cancel = new AbortController();
    const reason = new Error('cancelled');
    const acquire = takeLock(
      path,
      cancel.signal,
      waiting(() => cancel.abort(reason)),
    );
    await expect(acquire).rejects.toBe(reason);
    expect(token()).toBe('theirs');
  });

  it('stops a real wait, too', async () => {
    another('theirs');
    const cancel = new AbortController();
    const reason = new Error('cancelled');
    const acquire = takeLock(path, cancel.signal, { ...realFileSystem, pause: () => 1e6 });
    cancel.abort(reason);
    await expect(acquire).rejects.toBe(reason);
  });
});

describe('a stale lock', () => {
  it('is taken over after three seconds of waiting, and nothing is left of it', async () => {
    another('dead');
    await takeLock(path, never, waiting());
    expect([waited, token(), files()]).toEqual([3_000, 'mine', ['.credentials.aws-mfa.lock']]);
  });

  it('is taken over when its owner died before the token was in', async () => {
    another('');
    await takeLock(path, never, waiting());
    expect(token()).toBe('mine');
  });

  it('begins to age anew when it is another one of the same token', async () => {
    another('theirs');
    writeFileSync(join(dirname(path), 'keeps-the-inode-taken'), '');
    let looks = 0;
    const system = waiting(() => {
      looks += 1;
      if (looks !== 100) return;
      // Written before the old one goes, so that it cannot be given the same inode.
      writeFileSync(`${lock}.new`, 'theirs');
      system.renameSync(`${lock}.new`, lock);
    });
    await takeLock(path, never, system);
    expect(waited).toBe(5_500);
  });

  it('may be that of a waiter who was quicker, who then begins again', async () => {
    another('dead');
    const system = waiting();
    let quicker = false;
    const unlinkSync: typeof system.unlinkSync = (name) => {
      if (!quicker) another('quicker');
      quicker = true;
      system.unlinkSync(name);
    };
    await takeLock(path, never, { ...system, unlinkSync });
    expect([waited, token(), files()]).toEqual([3_000, 'mine', ['.credentials.aws-mfa.lock']]);
  });

  it('may vanish in the moment of its takeover', async () => {
    another('dead');
    const system = waiting();
    const unlinkSync: typeof system.unlinkSync = (name) => {
      rmSync(lock);
      system.unlinkSync(name);
    };
    await takeLock(path, never, { ...system, unlinkSync });
    expect(token()).toBe('mine');
  });

  it('may be a link that leads nowhere', async () => {
    symlinkSync('nowhere', lock);
    await takeLock(path, never, waiting());
    expect([token(), existsSync(join(dirname(path), 'nowhere'))]).toEqual(['mine', false]);
  });
});
