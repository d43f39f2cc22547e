/** Looks at a file from outside: whether it exists, where its links lead, and its permissions. Changes nothing. */
import { dirname, isAbsolute } from 'node:path';
import type { Stats } from 'node:fs';
import { AwsMfaError } from '../../errors.ts';
import { CIRCULAR_LINKS, hasCode, realFileSystem, type FileSystem } from './file-system.ts';

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

/** Throws the system's own error if a part of the path cannot be looked at. */
export function fileState(path: string, system: FileSystem = realFileSystem): FileState {
  const { path: file, linked } = resolveLink(path, system);
  const stat = statIfThere(file, system);
  const folder = dirname(file);
  const modeOf = (found: Stats | undefined) =>
    found && system.platform !== 'win32' ? found.mode & 0o7777 : undefined;
  return {
    kind: stat ? (stat.isFile() ? 'file' : 'other') : 'missing',
    target: linked ? file : undefined,
    mode: modeOf(stat),
    folder: { path: folder, mode: modeOf(statIfThere(folder, system)) },
  };
}

export function statIfThere(path: string, system: FileSystem): Stats | undefined {
  return system.statSync(path, { throwIfNoEntry: false });
}

/** As many as Linux follows. */
const MOST_LINKS = 40;

/**
 * Where a path leads. The system's own `realpath` stops at a link whose target does not exist yet, and a rename onto
 * the link would replace the link itself.
 * @returns the file itself, which need not exist, and whether a link led there
 * @throws AwsMfaError for circular links; the system's own error if a part of the path cannot be looked at
 */
export function resolveLink(path: string, system: FileSystem): { path: string; linked: boolean } {
  let current = path;
  for (let links = 0; links <= MOST_LINKS; links++) {
    const target = linkTarget(current, system);
    if (target === undefined) return { path: current, linked: links > 0 };
    // Joined as text: `..` counts from the real folder, which only the system knows if that folder is a link itself.
    current = isAbsolute(target) ? target : `${dirname(current)}/${target}`;
  }
  throw new AwsMfaError('file_unusable', `The symbolic links of ${path} are circular.`, CIRCULAR_LINKS);
}

function linkTarget(path: string, system: FileSystem): string | undefined {
  try {
    return system.lstatSync(path).isSymbolicLink() ? system.readlinkSync(path) : undefined;
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return undefined;
    throw error;
  }
}
