/** The real system calls of the safe write, counted, with one of them made to fail; waits pass at once. */
import * as fs from 'node:fs';
import { basename, dirname, isAbsolute, join } from 'node:path';
import { realFileSystem, type FileSystem } from '../../src/system/files/file-system.ts';

export interface FailingFileSystem {
  system: FileSystem;
  /** The names of the calls so far. */
  calls: string[];
}

/** @param failAt which call fails, the first being 1; 0 = none */
export function failingFileSystem(failAt = 0, code = 'EIO'): FailingFileSystem {
  const calls: string[] = [];
  const counted = Object.entries(realFileSystem)
    .filter(([name]) => name === 'fsync' || name.endsWith('Sync'))
    .map(([name, call]) => [
      name,
      (...args: unknown[]): unknown => {
        calls.push(name);
        const fails = calls.length === failAt;
        // A close that fails has still closed the file.
        if (fails && name !== 'closeSync') throw systemError(name, code);
        const result = (call as (...all: unknown[]) => unknown)(...args);
        if (fails) throw systemError(name, code);
        return result;
      },
    ]);
  return { system: { ...instantSystem(), ...Object.fromEntries(counted) } as FileSystem, calls };
}

/** Real calls, but nothing is waited for. */
export function instantSystem(): FileSystem {
  return {
    ...realFileSystem,
    pause: () => 25,
    every: () => () => undefined,
    wait: (_milliseconds, signal) => {
      signal.throwIfAborted();
      return Promise.resolve();
    },
  };
}

/** Calls that always fail. */
export function refusing<Call extends keyof FileSystem>(
  code: string,
  ...calls: Call[]
): Pick<FileSystem, Call> {
  const refuse = (call: Call) => (): never => {
    throw systemError(call, code);
  };
  return Object.fromEntries(calls.map((call) => [call, refuse(call)])) as unknown as Pick<FileSystem, Call>;
}

/** Looks at files, of which some of what is seen is not true: the mode, the owner. */
export function seeing(changes: Partial<fs.Stats>): Pick<FileSystem, 'statSync' | 'fstatSync'> {
  const changed =
    (look: (...args: never[]) => fs.Stats | undefined) =>
    (...args: never[]) => {
      const stat = look(...args);
      return stat && Object.assign(stat, changes);
    };
  return { statSync: changed(fs.statSync), fstatSync: changed(fs.fstatSync) } as Pick<
    FileSystem,
    'statSync' | 'fstatSync'
  >;
}

/** The real file system, but names that differ only by case are the same, as on macOS and Windows. */
export function caselessFileSystem(): FileSystem {
  const stored = (path: unknown): unknown => {
    if (typeof path !== 'string' || !isAbsolute(path)) return path;
    const [folder, wanted] = [dirname(path), basename(path).toLowerCase()];
    const names = fs.existsSync(folder) ? fs.readdirSync(folder) : [];
    return join(folder, names.find((name) => name.toLowerCase() === wanted) ?? basename(path));
  };
  const calls = Object.entries(realFileSystem)
    .filter(([name]) => name.endsWith('Sync'))
    .map(([name, call]) => [
      name,
      (...args: unknown[]): unknown => (call as (...all: unknown[]) => unknown)(...args.map(stored)),
    ]);
  return { ...realFileSystem, ...Object.fromEntries(calls) } as FileSystem;
}

/** What node:fs throws when a call fails. */
export function systemError(call: string, code: string): Error {
  const syscall = call.replace(/Sync$/, '');
  return Object.assign(new Error(`${code}: made to fail, ${syscall}`), { code, errno: -1, syscall });
}
