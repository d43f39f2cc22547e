/** A file that changes, in place or by another put over it, is told of. */
import { appendFileSync, mkdtempSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { watchFile } from '../../src/system/files/read-file.ts';

let folder: string;
let path: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'aws-mfa-watch-'));
  path = join(folder, 'credentials');
});
afterEach(() => rmSync(folder, { recursive: true }));

/** Changes the file until the watcher has seen it: it has to have looked once before. */
async function toldOf(change: (count: number) => void, watched = path): Promise<void> {
  const told: true[] = [];
  const stop = watchFile(watched, () => told.push(true));
  for (let count = 0; told.length === 0; count++) {
    change(count);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  stop();
}

it('written in place', async () => {
  writeFileSync(path, 'a');
  await toldOf(() => appendFileSync(path, 'b'));
});

it('another put over it', async () => {
  writeFileSync(path, 'a');
  await toldOf((count) => {
    writeFileSync(`${path}.tmp`, 'b'.repeat(count));
    renameSync(`${path}.tmp`, path);
  });
});

it('made where there was none, behind a link', async () => {
  const target = join(folder, 'target');
  symlinkSync(target, path);
  await toldOf((count) => writeFileSync(target, 'c'.repeat(count + 1)));
});

it('nobody is told after the end', async () => {
  writeFileSync(path, 'a');
  let told = 0;
  const stop = watchFile(path, () => told++);
  stop();
  await toldOf((count) => appendFileSync(path, String(count)));
  expect(told).toBe(0);
});
