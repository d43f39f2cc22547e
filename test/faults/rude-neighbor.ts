/**
 * A program that takes no lock and rewrites a file a hundred times a second, by turns in place, in two steps, and by a
 * rename: `jiti rude-neighbor.ts FILE GAP`, GAP being the milliseconds between the two steps. It is told to stop by the
 * end of its standard input, and then prints what it has seen, as {@link Seen}.
 *
 * It is the only one that ever writes in place, so whenever it begins a turn the file has to be whole: if it is not,
 * then somebody has made a copy of its own half-written state and put that in the place of the file.
 */
import { closeSync, openSync, readFileSync, renameSync, writeFileSync, writeSync } from 'node:fs';
import { pathToFileURL } from 'node:url';

export interface Seen {
  turns: number;
  /** How often the file lacked something of the first text; what was missing the first time. */
  halves: number;
  firstHalf: string;
  /** How often its own last change was gone: put back by somebody who had read the file before. */
  undone: number;
}

/** What the neighbor changes: no key id, but a key that `aws configure set` writes to this file. */
const COUNT = /^aws_access_key_id = (\d+)$/m;

/** The file to begin with: long enough that half of it is much, and a count that is the neighbor's own. */
export function firstText(before: string): string {
  const others = Array.from(
    { length: 30 },
    (_, index) => `\n[other-${index}]\n# hers\nkey = ${'x'.repeat(60)}\n`,
  );
  return `${before}\n[neighbor]\naws_access_key_id = 0\n${others.join('')}`;
}

/** The text without what changes in it: the neighbor's count, and the sections that a login adds at the end. */
export function unchanging(text: string): string {
  return text.replace(COUNT, 'aws_access_key_id = 0').replace(/\n\[mfa-\d+\]\n(?:[a-z_]+ = .*\n)*/g, '');
}

function main(path: string, gap: number): void {
  const first = unchanging(readFileSync(path, 'latin1'));
  const seen: Seen = { turns: 0, halves: 0, firstHalf: '', undone: 0 };
  const timer = setInterval(() => {
    const text = readFileSync(path, 'latin1');
    if (unchanging(text) !== first) {
      seen.firstHalf ||= text;
      seen.halves += 1;
    }
    const count = Number(COUNT.exec(text)?.[1] ?? -1);
    if (count !== seen.turns) seen.undone += 1;
    seen.turns += 1;
    const next = text.replace(COUNT, `aws_access_key_id = ${seen.turns}`);
    if (seen.turns % 2 === 0) replace(path, next);
    else rewrite(path, next, gap);
  }, 10);
  process.stdin.on('end', () => {
    clearInterval(timer);
    console.log(JSON.stringify(seen));
  });
  process.stdin.resume();
}

function rewrite(path: string, text: string, gap: number): void {
  const half = Math.floor(text.length / 2);
  const descriptor = openSync(path, 'w');
  writeSync(descriptor, text.slice(0, half), null, 'latin1');
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, gap);
  writeSync(descriptor, text.slice(half), null, 'latin1');
  closeSync(descriptor);
}

function replace(path: string, text: string): void {
  writeFileSync(`${path}.neighbor`, text, { encoding: 'latin1', mode: 0o600 });
  renameSync(`${path}.neighbor`, path);
}

const [, program = '', path = '', gap = ''] = process.argv;
if (import.meta.url === pathToFileURL(program).href) main(path, Number(gap));
