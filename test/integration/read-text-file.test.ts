/** Every kind of thing that can stand where a file should, read. */
import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { readTextFile, readUtf8File } from '../../src/system/files/read-file.ts';
import { instantSystem, refusing } from '../support/failing-file-system.ts';

const isRoot = userInfo().uid === 0;
const isWindows = userInfo().uid < 0;

let path: string;
beforeEach(() => {
  path = join(mkdtempSync(join(tmpdir(), 'aws-mfa-read-')), 'credentials');
});

describe('readUtf8File', () => {
  it.each(['', 'a', '\xef\xbb\xbf[a]', '\xe9', 'a\xff\xfe', 'a\x00b', '\x00'])('gives %j', (text) => {
    writeFileSync(path, text, 'latin1');
    expect(readUtf8File(path)).toBe(text);
  });

  it('tells no file', () => {
    expect(readUtf8File(path)).toBeUndefined();
  });

  it.each(['\xff\xfe', '\xfe\xff\x00a', 'a\x00b\x00', 'x\n\x00a\x00b'])('refuses %j', (text) => {
    writeFileSync(path, text, 'latin1');
    expect(() => readUtf8File(path)).toThrow(/UTF-16.*AWS tools cannot read it\.$/);
  });
});

describe('readTextFile', () => {
  it('gives every byte as one character', () => {
    const bytes = Buffer.from(Array.from({ length: 256 }, (_, byte) => byte));
    writeFileSync(path, bytes);
    expect(Buffer.from(readTextFile(path) ?? '', 'latin1')).toEqual(bytes);
  });

  it('tells an empty file from none', () => {
    expect(readTextFile(path)).toBeUndefined();
    writeFileSync(path, '');
    expect(readTextFile(path)).toBe('');
  });

  it('follows a link, also one that leads nowhere', () => {
    symlinkSync('elsewhere', path);
    expect(readTextFile(path)).toBeUndefined();
    writeFileSync(join(path, '../elsewhere'), 'text');
    expect(readTextFile(path)).toBe('text');
  });

  it('refuses a folder', () => {
    mkdirSync(path);
    expect(() => readTextFile(path)).toThrow(`${path} is a folder, not a file.`);
  });

  it.skipIf(isWindows)('refuses a named pipe without waiting for somebody to write into it', () => {
    execFileSync('mkfifo', [path]);
    expect(() => readTextFile(path)).toThrow('is a named pipe, not a file');
  });

  it.skipIf(isWindows)(
    'does not hang on a pipe that takes the place of the file after the first look',
    () => {
      writeFileSync(path, '');
      const system = instantSystem();
      const openSync: typeof system.openSync = (...args) => {
        execFileSync('sh', ['-c', 'rm "$0" && mkfifo "$0"', path]);
        return system.openSync(...args);
      };
      expect(() => readTextFile(path, { ...system, openSync })).toThrow('is a named pipe');
    },
  );

  it.skipIf(isWindows)('refuses a socket', async () => {
    const server = createServer().listen(path);
    await once(server, 'listening');
    expect(() => readTextFile(path)).toThrow('is a socket, not a file');
    server.close();
  });

  it.skipIf(isWindows)('reads the null device as empty, by name and by link, and no other device', () => {
    expect(readTextFile('/dev/null')).toBe('');
    symlinkSync('/dev/null', path);
    expect(readTextFile(path)).toBe('');
    expect(() => readTextFile('/dev/zero')).toThrow('is a device, not a file');
  });

  it('refuses a circle of links', () => {
    symlinkSync('credentials', path);
    expect(() => readTextFile(path)).toThrow('(ELOOP)');
  });

  it('refuses a path through a file', () => {
    writeFileSync(path, '');
    expect(() => readTextFile(join(path, 'below'))).toThrow('a part of its path is not a folder');
  });

  it.skipIf(isRoot || isWindows)('refuses a file that it may not read', () => {
    writeFileSync(path, '', { mode: 0 });
    expect(() => readTextFile(path)).toThrow('permission denied');
    chmodSync(path, 0o600);
  });

  it.each(['statSync', 'openSync', 'fstatSync', 'readFileSync', 'closeSync'] as const)(
    'says why when %s fails',
    (call) => {
      writeFileSync(path, 'a secret');
      const read = () => readTextFile(path, { ...instantSystem(), ...refusing('EACCES', call) });
      expect(read).toThrow(
        expect.objectContaining({
          kind: 'configuration',
          message: `Cannot read ${path}: permission denied (EACCES).`,
        }),
      );
    },
  );
});
