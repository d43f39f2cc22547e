/** Keys are for their owner's eyes: a file that others could read ends without that, and its owner is told. */
import type { Stats } from 'node:fs';
import type { FileSystem } from './file-system.ts';

const OTHERS = 0o077;

/** Takes every right but the owner's from a file that is not rewritten; throws the system's own error. */
export function tighten(path: string, stat: Stats | undefined, system: FileSystem): string[] {
  if (!stat || (stat.mode & OTHERS) === 0) return [];
  system.chmodSync(path, stat.mode & 0o700);
  return privacyNote(path, stat, system);
}

/** A note when others had rights that they have no more; none where modes mean nothing (Windows, FAT). Never throws. */
export function privacyNote(path: string, before: Stats, system: FileSystem): string[] {
  if ((before.mode & OTHERS) === 0 || (modeOf(path, system) & OTHERS) !== 0) return [];
  const mode = (before.mode & 0o777).toString(8);
  return [`${path} was open to other users of this machine (mode ${mode}); now only its owner can read it.`];
}

function modeOf(path: string, system: FileSystem): number {
  try {
    return system.statSync(path).mode;
  } catch {
    return 0;
  }
}
