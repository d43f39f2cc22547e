/** What would stop a write is found before there is anything to write. */
import { execFileSync } from 'node:child_process';
import * as fs from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { checkWritable } from '../../src/system/files/probe-write.ts';
import type { FileSystem } from '../../src/system/files/file-system.ts';
import { instantSystem, refusing } from '../support/failing-file-system.ts';

const isRoot = userInfo().uid === 0;

let home: string;
let folder: string;
let path: string;
beforeEach(() => {
  home = fs.mkdtempSync(join(tmpdir(), 'aws-mfa-check-'));
  folder = join(home, '.aws');
  path = join(folder, 'credentials');
  fs.mkdirSync(folder);
});

/** Another user's eyes. */
const asUser = (uid: number): FileSystem => ({ ...instantSystem(), uid: () => uid });

describe('checkWritable passes', () => {
  it('a file, no file, and a folder that is yet to be made', () => {
    expect(checkWritable(path)).toBe(path);
    fs.writeFileSync(path, '');
    expect(checkWritable(path)).toBe(path);
    expect(checkWritable(join(home, 'new/credentials'))).toBe(join(home, 'new/credentials'));
  });

  it('a link, and gives what it leads to', () => {
    fs.symlinkSync('../elsewhere', path);
    expect(checkWritable(path)).toBe(`${folder}/../elsewhere`);
  });

  it('and leaves nothing behind', () => {
    checkWritable(path);
    expect(fs.readdirSync(folder)).toEqual([]);
  });

  it('a file of another user for root, and where there are no user ids', () => {
    fs.writeFileSync(path, '');
    expect(checkWritable(path, asUser(0))).toBe(path);
    expect(checkWritable(path, { ...instantSystem(), uid: () => undefined })).toBe(path);
  });
});

it('checkWritable passes a file where mounts are not listed (macOS has no /proc)', () => {
  fs.writeFileSync(path, '');
  expect(checkWritable(path, { ...instantSystem(), ...refusing('ENOENT', 'readFileSync') })).toBe(path);
});

describe('checkWritable refuses', () => {
  const refused = (message: string, remedy?: string, system?: FileSystem): void => {
    const expected = { kind: 'configuration', message: expect.stringContaining(message) as string };
    expect(() => checkWritable(path, system)).toThrow(
      expect.objectContaining(remedy === undefined ? expected : { ...expected, hint: remedy }),
    );
  };

  it('what is not a regular file', () => {
    fs.mkdirSync(path);
    refused(`${path} is a folder, not a file.`);
    fs.rmdirSync(path);
    execFileSync('mkfifo', [path]);
    refused('is a named pipe');
    fs.rmSync(path);
    fs.symlinkSync('/dev/null', path);
    refused('/dev/null is a device');
  });

  it('a file that is read-only, for root too', () => {
    fs.writeFileSync(path, '', { mode: 0o400 });
    refused(`${path} is read-only.`, `Make it writable:\n\`chmod u+w ${path}\``);
  });

  it('a file of another user, which could not be given back', () => {
    fs.writeFileSync(path, '');
    refused('belongs to another user', `Make it yours:\n\`sudo chown 4242 ${path}\``, asUser(4242));
  });

  it('a file that is a mount of its own', () => {
    fs.writeFileSync(path, '');
    const mounts = `30 1 0:26 / / rw - ext4 /dev/vda rw\n31 30 0:27 /x ${fs.realpathSync(path)} rw - ext4 /dev/vda rw`;
    const readFileSync = (() => mounts) as unknown as FileSystem['readFileSync'];
    refused('is a mount point and cannot be replaced.', 'Mount its folder instead of the file.', {
      ...instantSystem(),
      readFileSync,
    });
    fs.mkdirSync(join(home, 'a/b'), { recursive: true });
    fs.symlinkSync(join(home, 'a/b'), join(home, 'linked'));
    fs.symlinkSync('../../.aws/credentials', join(home, 'a/b/credentials'));
    path = join(home, 'linked/credentials');
    refused('is a mount point', undefined, { ...instantSystem(), readFileSync });
  });

  it('a mount in a folder whose name has blanks and other letters, as the kernel writes them', () => {
    const folder = join(home, 'Jörg  Müller\\x');
    fs.mkdirSync(folder);
    path = join(folder, 'credentials');
    fs.writeFileSync(path, '');
    const name = fs.realpathSync(path).replaceAll('\\', '\\134').replaceAll(' ', '\\040');
    const mounts = Buffer.from(`31 30 0:27 /x ${name} rw - ext4 /dev/vda rw`).toString('latin1');
    const readFileSync = (() => mounts) as unknown as FileSystem['readFileSync'];
    refused('is a mount point and cannot be replaced.', undefined, { ...instantSystem(), readFileSync });
  });

  it('a circle of links', () => {
    fs.symlinkSync('credentials', path);
    refused('are circular');
  });

  it('a link into a folder that is not there, or is not ours', () => {
    fs.symlinkSync(join(home, 'gone/credentials'), path);
    refused('which does not exist', `Create the folder:\n\`mkdir -p -m 700 ${home}/gone\``);
    fs.mkdirSync(join(home, 'gone'));
    refused('which belongs to another user', `Remove the link:\n\`rm ${path}\``, asUser(4242));
  });

  it('a path whose folder could only be made together with the one above it', () => {
    path = join(home, 'mis/spelt/credentials');
    refused(`The folder ${home}/mis does not exist.`);
  });

  it('a path through a file', () => {
    fs.writeFileSync(path, '');
    path = join(path, 'below');
    refused('a part of its path is not a folder');
  });

  it.skipIf(isRoot)('a folder that may not be written', () => {
    fs.chmodSync(folder, 0o500);
    refused('permission denied (EACCES)');
    fs.chmodSync(folder, 0o700);
  });

  it.each([
    ['EACCES', 'permission denied'],
    ['EROFS', 'the file system is read-only'],
  ])('a folder that answers %s', (code, words) => {
    refused(words, undefined, { ...instantSystem(), ...refusing(code, 'accessSync') });
  });
});
