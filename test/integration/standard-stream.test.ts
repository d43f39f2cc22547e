/** Standard streams without Node's own: files, pipes that are full, readers that went away. */
import { closeSync, constants, mkdtempSync, openSync, readFileSync, readSync, rmSync } from 'node:fs';
import { execFileSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { isDevice, isTerminal } from '../../src/adapters/terminal/is-terminal.ts';
import { standardStream } from '../../src/adapters/terminal/standard-stream.ts';
import { unprepared } from '../support/unprepared.ts';

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'aws-mfa-stream-'))));
afterEach(() => rmSync(folder, { recursive: true }));

it('a file is written to at once, and Node is not asked for a stream', () => {
  const path = join(folder, 'out');
  const descriptor = openSync(path, 'w');
  const { write } = standardStream(descriptor, false, unprepared('nodeStream'));
  write('a ✓\n');
  write('b\n');
  closeSync(descriptor);
  expect(readFileSync(path, 'utf8')).toBe('a ✓\nb\n');
});

it('a terminal is left to Node', () => {
  const stream = new PassThrough({ encoding: 'utf8' });
  standardStream(-1, true, () => stream).write('a');
  expect(stream.read()).toBe('a');
});

it('a pipe that takes no more hands the rest to Node, and all that follows', () => {
  const path = join(folder, 'pipe');
  execFileSync('mkfifo', [path]);
  const reader = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  const writer = openSync(path, constants.O_WRONLY | constants.O_NONBLOCK);
  const stream = new PassThrough({ encoding: 'latin1', highWaterMark: 1e6 });
  const { write } = standardStream(writer, false, () => stream);
  write('x'.repeat(100_000));
  write('end');
  const early = Buffer.alloc(200_000);
  const count = readSync(reader, early);
  const late = String(stream.read());
  expect(count).toBeLessThan(100_000);
  expect(early.toString('latin1', 0, count) + late).toBe(`${'x'.repeat(100_000)}end`);
  closeSync(reader);
  closeSync(writer);
});

it('what is lost is told, and is no failure', () => {
  expect(standardStream(9_999, false, unprepared('nodeStream')).write('a')).toBe('EBADF');
  const full = openSync('/dev/full', 'w');
  expect(standardStream(full, false, unprepared('nodeStream')).write('a')).toBe('ENOSPC');
  closeSync(full);
});

it('a reader that went away is not told of', () => {
  const path = join(folder, 'pipe');
  execFileSync('mkfifo', [path]);
  const reader = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  const writer = openSync(path, constants.O_WRONLY | constants.O_NONBLOCK);
  closeSync(reader);
  expect(standardStream(writer, false, unprepared('nodeStream')).write('a')).toBeUndefined();
  closeSync(writer);
});

it('the device of nothing is no terminal, and Node need not say so', () => {
  const descriptor = openSync('/dev/null', 'w');
  expect(isTerminal(descriptor, unprepared('loadTty'))).toBe(false);
  closeSync(descriptor);
  const zero = openSync('/dev/zero', 'r');
  expect(isDevice(zero)).toBe(true);
  expect(isTerminal(zero, () => ({ isatty: () => true }))).toBe(true);
  closeSync(zero);
});
