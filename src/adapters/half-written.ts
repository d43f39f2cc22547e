/**
 * Programs that take no lock (`aws configure set`, an editor) empty the file and then write it anew. Read in between,
 * half a file looks like a whole one, and with ours put over it the other half would be lost, or all of it.
 *
 * A moment is not enough to tell: on a busy disk such a writer is held up between the two steps for as long as the disk
 * takes to sync, and it is our own sync that it waits for. So a file that was changed lately is looked at several times,
 * and as long as it lacks something that was there at an earlier look, it is not touched.
 */
import type { FileSystem } from './file-system.ts';
import type { Snapshot } from './regular-file.ts';

/** A file at rest for so long, in milliseconds, is hardly ever in the middle of being written. */
const AT_REST = 20;
/** At rest for so long, it is as it is meant to be. */
const SETTLED = 2_000;
/** So often, at least, is a file looked at before that. */
const LOOKS = 4;

/** The looks at a file so far. */
export interface Looks {
  /** What it held each time, oldest first; every look adds to it. */
  readonly texts: string[];
  /** Whether a text lacks something that an earlier one has. */
  lacks(text: string, earlier: string): boolean;
}

/**
 * Whether it is wiser to look again in a moment. By the wall clock, as files are; one that is off is no harm.
 * @param patient whether a file that never comes to rest is still waited for
 */
export function mayBeHalfWritten(
  file: Snapshot | undefined,
  looks: Looks,
  patient: boolean,
  system: FileSystem,
): boolean {
  if (file === undefined) return false;
  const age = Math.abs(system.now() - file.stat.mtimeMs);
  if (age >= SETTLED) return false;
  const isCut = looks.texts.some((earlier) => looks.lacks(file.text, earlier));
  looks.texts.push(file.text);
  return isCut || looks.texts.length < LOOKS || (patient && age < AT_REST);
}
