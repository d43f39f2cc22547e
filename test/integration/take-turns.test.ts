/** Turns of runs that need the same session, and the short text that one leaves for the next. */
import {
  mkdtempSync,
  mkdirSync,
  readdirSync,
  statSync,
  symlinkSync,
  writeFileSync,
  readFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import type { FileSystem } from '../../src/system/files/file-system.ts';
import { inTurn, recall, remember } from '../../src/system/files/take-turns.ts';
import { instantSystem, refusing, systemError } from '../support/failing-file-system.ts';

let home: string;
let system: FileSystem;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'aws-mfa-turns-'));
  mkdirSync(join(home, 'temporary'));
  system = { ...instantSystem(), temporaryFolder: () => join(home, 'temporary') };
});
const turn = (name = 'a', isOptional = false) => ({ path: join(home, 'credentials'), name, isOptional });
const never = new AbortController().signal;
const kept = () => readdirSync(join(home, 'temporary')).map((name) => join(home, 'temporary', name));

describe('a disk on which no lock can be made', () => {
  const readOnly = () => ({ ...system, ...refusing('EROFS', 'openSync') });

  it('stops the work that needs a turn', async () => {
    const work = inTurn(turn(), () => Promise.resolve('done'), never, readOnly());
    await expect(work).rejects.toHaveProperty('code', 'file_error');
  });

  it('does not stop the work that can do without, nor hide its error', async () => {
    expect(await inTurn(turn('a', true), () => Promise.resolve('done'), never, readOnly())).toBe('done');
    const failing = inTurn(turn('a', true), () => Promise.reject(new Error('its own')), never, readOnly());
    await expect(failing).rejects.toThrow('its own');
  });

  it('then the folder for temporary files has the lock', async () => {
    const openSync: FileSystem['openSync'] = (path, ...others) => {
      if (!String(path).includes('temporary')) throw systemError('openSync', 'EROFS');
      return system.openSync(path, ...others);
    };
    const done = await inTurn(turn('a', true), () => Promise.resolve(kept()), never, { ...system, openSync });
    expect(done).toEqual([expect.stringMatching(/\/temporary\/\.aws-mfa-[0-9a-f]{16}\.aws-mfa\.lock$/)]);
    expect(kept()).toEqual([]);
  });

  it('a signal is one all the same', async () => {
    const signal = AbortSignal.abort(new Error('stopped'));
    const work = inTurn(turn('a', true), () => Promise.resolve('done'), signal, readOnly());
    await expect(work).rejects.toThrow('stopped');
  });
});

describe('the text for the next run', () => {
  it('is the last one, and private', () => {
    expect(recall(turn(), system)).toBeUndefined();
    remember(turn(), 'first', system);
    remember(turn(), 'second', system);
    expect(recall(turn(), system)).toBe('second');
    expect(recall(turn('b'), system)).toBeUndefined();
    expect(kept().map((path) => statSync(path).mode & 0o777)).toEqual([0o600]);
  });

  it('is not written through a link, and not read if another user wrote it', () => {
    remember(turn(), 'mine', system);
    const [path = ''] = kept();
    const uid = system.uid() ?? 0;
    expect(recall(turn(), { ...system, uid: () => uid + 1 })).toBeUndefined();
    const target = join(home, 'target');
    writeFileSync(target, 'precious');
    const link = () => symlinkSync(target, path);
    // Somebody is quick.
    const unlinkSync: FileSystem['unlinkSync'] = (each) => {
      system.unlinkSync(each);
      link();
    };
    remember(turn(), 'again', { ...system, unlinkSync });
    expect(readFileSync(target, 'utf8')).toBe('precious');
  });

  it('can be lost: nothing depends on it', () => {
    const broken = { ...system, temporaryFolder: () => join(home, 'gone') };
    remember(turn(), 'text', broken);
    expect(recall(turn(), broken)).toBeUndefined();
  });
});
