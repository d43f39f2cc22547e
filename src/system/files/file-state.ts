/** Looks at a file from outside: whether it exists, where its links lead, and its permissions. Changes nothing. */
import { dirname } from 'node:path';
import type { Stats } from 'node:fs';
import { realFileSystem, type FileSystem } from './file-system.ts';
import { resolveLink } from './probe-write.ts';

export interface FileState {
  /** `other`: a device (the null device means "none"), a pipe, a folder. */
  kind: 'file' | 'missing' | 'other';
  /** Where symbolic links lead; undefined if the path is the file itself. */
  target: string | undefined;
  /** The permission bits; undefined on Windows, and if there is no file. */
  mode: number | undefined;
  /** The folder that the file itself is in. */
  folder: { path: string; mode: number | undefined };
}

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
  };
}

function statOf(path: string, system: FileSystem): Stats | undefined {
  return system.statSync(path, { throwIfNoEntry: false });
}

/** Where users have no ids, rights are no bits either. */
function modeOf(stat: Stats | undefined, system: FileSystem): number | undefined {
  return stat && system.uid() !== undefined ? stat.mode & 0o7777 : undefined;
}
