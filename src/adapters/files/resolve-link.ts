/**
 * Follows symbolic links by hand. The system's own `realpath` stops at a link whose target is not there yet, and a
 * rename onto the link would turn it into a file.
 */
import { dirname, isAbsolute } from 'node:path';
import { AwsMfaError } from '../../errors.ts';
import type { FileSystem } from './file-system.ts';
import { hasCode } from './file-trouble.ts';

/** As many as Linux follows. */
const MOST_LINKS = 40;

export interface Resolved {
  /** The file itself, or where it would be. */
  path: string;
  /** Whether a link led there. */
  linked: boolean;
}

/**
 * Where a path leads; the target need not exist.
 *
 * @throws AwsMfaError for a circle of links, the system's own error when a part of the way cannot be looked at
 */
export function resolveLink(path: string, system: FileSystem): Resolved {
  let current = path;
  for (let links = 0; links <= MOST_LINKS; links++) {
    const target = linkTarget(current, system);
    if (target === undefined) return { path: current, linked: links > 0 };
    // Joined as text: `..` counts from the real folder, which only the system knows when that folder is a link itself.
    current = isAbsolute(target) ? target : `${dirname(current)}/${target}`;
  }
  const remedy = 'Follow them with ls -l, and mend the one that leads back.';
  throw new AwsMfaError('configuration', `The symbolic links of ${path} lead in a circle.`, remedy);
}

function linkTarget(path: string, system: FileSystem): string | undefined {
  try {
    return system.lstatSync(path).isSymbolicLink() ? system.readlinkSync(path) : undefined;
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return undefined;
    throw error;
  }
}
