/** What the system knows of a file without reading it, and what of ours lies beside it. Nothing is changed. */
import { dirname, join } from 'node:path';
import type { Stats } from 'node:fs';
import { realFileSystem, type FileSystem } from './file-system.ts';
import { namesOfOurs } from './temporary-file.ts';
import { resolveLink } from './check-writable.ts';

export interface FileState {
  /** `other`: a device, a pipe, a folder. */
  kind: 'file' | 'missing' | 'other';
  /** Where symbolic links lead; nothing where the path is the file itself. */
  target: string | undefined;
  /** The bits of `chmod`; nothing where there are none (Windows), and where there is no file. */
  mode: number | undefined;
  /** The folder that the file itself lies in. */
  folder: { path: string; mode: number | undefined };
  /** Locks and temporary files of ours beside it that no run can still be working with. */
  leftovers: string[];
}

/** Milliseconds after which a lock or a temporary file has lost its owner for certain: they live for a moment. */
const ABANDONED = 60_000;

/** Throws the system's own error where a part of the way cannot be looked at. */
export function fileState(path: string, system: FileSystem = realFileSystem): FileState {
  const { path: file, linked } = resolveLink(path, system);
  const stat = statOf(file, system);
  const folder = dirname(file);
  return {
    kind: stat ? (stat.isFile() ? 'file' : 'other') : 'missing',
    target: linked ? file : undefined,
    mode: modeOf(stat, system),
    folder: { path: folder, mode: modeOf(statOf(folder, system), system) },
    leftovers: namesOfOurs(file, system)
      .map((name) => join(folder, name))
      // A link of such a name may lead nowhere, or in a circle.
      .filter((each) => isAbandoned(system.lstatSync(each, { throwIfNoEntry: false }), system)),
  };
}

function statOf(path: string, system: FileSystem): Stats | undefined {
  return system.statSync(path, { throwIfNoEntry: false });
}

/** Where users have no ids, rights are no bits either. */
function modeOf(stat: Stats | undefined, system: FileSystem): number | undefined {
  return stat && system.uid() !== undefined ? stat.mode & 0o7777 : undefined;
}

function isAbandoned(stat: Stats | undefined, system: FileSystem): boolean {
  return stat !== undefined && system.now() - stat.mtimeMs > ABANDONED;
}
