/** How a command is started on Windows; the programs are files of this test. */
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, expect, it } from 'vitest';
import { windowsStart } from '../../../src/system/processes/find-program.ts';

let folder: string;
let variables: Record<string, string>;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'aws-mfa-start-'));
  variables = { Path: folder, ComSpec: 'C:\\Windows\\system32\\cmd.exe', PATHEXT: '.EXE;.CMD' };
});

function program(name: string): string {
  const path = join(folder, name);
  writeFileSync(path, '', { mode: 0o755 });
  return path;
}

it('a program is started as it is, with its arguments', () => {
  const file = program('aws.EXE');
  expect(windowsStart('aws', ['a b', '%x%'], variables)).toEqual({ file, args: ['a b', '%x%'], options: {} });
});

it('what is not found is left to the system', () => {
  expect(windowsStart('aws', ['a'], variables)).toEqual({ file: 'aws', args: ['a'], options: {} });
});

it.each([
  ['plain', 'plain'],
  ['C:\\a\\b', 'C:\\a\\b'],
  ['C:\\a\\', '"C:\\a\\\\"'],
  ['a b', '"a b"'],
  ['', '""'],
  ['a&b|c<d>e^f', '"a&b|c<d>e^f"'],
  ['key=value', '"key=value"'],
  ['%PATH%', '"%%cd:~,%PATH%%cd:~,%"'],
  ['say "hi"', '"say ""hi"""'],
  ['a" & calc', '"a"" & calc"'],
  ['\\"', '"\\\\"""'],
  ['営業', '営業'],
])('a batch file gets %j as %s', (arg, quoted) => {
  const file = program('sam.CMD');
  expect(windowsStart('sam', [arg, 'x'], variables)).toEqual({
    file: 'C:\\Windows\\system32\\cmd.exe',
    args: ['/e:ON', '/v:OFF', '/d', '/c', `""${file}" ${quoted} x"`],
    options: { windowsVerbatimArguments: true },
  });
});

it.each(['a\nb', 'a\rb', 'a\0b'])('a batch file cannot get %j', (arg) => {
  program('sam.CMD');
  expect(() => windowsStart('sam', [arg], variables)).toThrow(expect.objectContaining({ code: 'EINVAL' }));
});
