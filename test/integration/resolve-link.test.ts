/** Where symbolic links lead, on a real disk. */
import { mkdirSync, mkdtempSync, realpathSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { realFileSystem } from '../../src/system/files/file-system.ts';
import { resolveLink } from '../../src/system/files/read-file.ts';

let home: string;
beforeEach(() => {
  home = realpathSync(mkdtempSync(join(tmpdir(), 'aws-mfa-link-')));
});

const resolve = (name: string) => resolveLink(join(home, name), realFileSystem);

describe('resolveLink', () => {
  it('leaves a file as it is, and one that is not there', () => {
    writeFileSync(join(home, 'file'), '');
    expect(resolve('file')).toEqual({ path: join(home, 'file'), linked: false });
    expect(resolve('nothing')).toEqual({ path: join(home, 'nothing'), linked: false });
  });

  it('follows a chain to its end, relative and absolute, also when the end is not there yet', () => {
    symlinkSync('two', join(home, 'one'));
    symlinkSync(join(home, 'three'), join(home, 'two'));
    expect(resolve('one')).toEqual({ path: join(home, 'three'), linked: true });
  });

  it('counts .. from the real folder when the folder is a link too', () => {
    mkdirSync(join(home, 'real/deep'), { recursive: true });
    symlinkSync('real/deep', join(home, 'folder'));
    symlinkSync('../file', join(home, 'real/deep/link'));
    writeFileSync(join(home, 'real/file'), '');
    expect(realpathSync.native(resolve('folder/link').path)).toBe(join(home, 'real/file'));
  });

  it('follows forty links and refuses the forty-first', () => {
    for (let link = 0; link < 41; link++) symlinkSync(`link${link + 1}`, join(home, `link${link}`));
    expect(resolve('link1').path).toBe(join(home, 'link41'));
    expect(() => resolve('link0')).toThrow('are circular');
  });

  it('refuses a circle', () => {
    symlinkSync('b', join(home, 'a'));
    symlinkSync('a', join(home, 'b'));
    expect(() => resolve('a')).toThrow(/The symbolic links of .* are circular\./);
  });
});
