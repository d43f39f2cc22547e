/**
 * Descriptors that a shell opens for a command and names among its arguments: `<(…)` is `/dev/fd/63` in bash and
 * `/proc/self/fd/12` in zsh. They go with the command, for a program that Node runs gets none that Node was not told of.
 */
import type { StdioOptions } from 'node:child_process';
import { fstatSync } from 'node:fs';

/** Our own three streams, and the descriptors that are named in the arguments. */
export function streamsFor(args: readonly string[]): StdioOptions {
  const named = args.flatMap(descriptorsIn).filter(isOpen);
  return Array.from({ length: Math.max(2, ...named) + 1 }, (_, descriptor) =>
    descriptor <= 2 || named.includes(descriptor) ? 'inherit' : 'ignore',
  );
}

/** Behind a prefix, too: `--var-file=/dev/fd/63`, `file:///dev/fd/63`. */
function descriptorsIn(arg: string): number[] {
  return [...arg.matchAll(/\/(?:dev|proc\/self)\/fd\/(\d{1,3})(?!\d)/g)].map(([, digits]) => Number(digits));
}

/** A path of that form may be anything else, and the command finds that out by itself. */
function isOpen(descriptor: number): boolean {
  try {
    fstatSync(descriptor);
    return true;
  } catch {
    return false;
  }
}
