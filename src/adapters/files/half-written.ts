/**
 * Programs that take no lock (`aws configure set`, an editor) empty the file and then write it anew. Read in between,
 * half a file looks like a whole one, and with ours put over it the other half would be lost, or all of it.
 *
 * A moment is not enough to tell: on a busy disk such a writer is held up between the two steps for as long as the disk
 * takes to sync, and it may be our own sync that it waits for. So a file that was changed lately is looked at several
 * times, and while it lacks something that it held a moment ago, it is not touched.
 */
import type { FileSystem } from './file-system.ts';
import type { Snapshot } from './regular-file.ts';

/** A file at rest for so long, in milliseconds, is hardly ever in the middle of being written. */
const AT_REST = 20;
/** At rest for so long, it is as it is meant to be. */
const SETTLED = 2_000;
/** So often, at least, is a file looked at before that. */
const LEAST_LOOKS = 4;
/** What so many versions in a row lack has gone for good: nobody is in the middle of writing all of them. */
const VERSIONS = 6;

/**
 * Looks at a file: whether it is wiser to look again in a moment. By the wall clock, as files are; one that is off is
 * no harm.
 *
 * @param patient whether a file that never comes to rest is still waited for
 */
export type Look = (file: Snapshot | undefined, patient: boolean) => boolean;

/**
 * @param seen what the file held earlier, if that is known
 * @param lacks whether a text lacks something that an earlier one has
 */
export function watchForHalves(
  seen: string | undefined,
  lacks: (text: string, earlier: string) => boolean,
  system: FileSystem,
): Look {
  const versions = seen === undefined ? [] : [seen];
  let looks = 0;
  return (file, patient) => {
    if (file === undefined) return false;
    const age = Math.abs(system.now() - file.stat.mtimeMs);
    if (age >= SETTLED) return false;
    const isCut = versions.some((earlier) => lacks(file.text, earlier));
    if (file.text !== versions.at(-1)) versions.push(file.text);
    if (versions.length > VERSIONS) versions.shift();
    looks += 1;
    return isCut || looks < LEAST_LOOKS || (patient && age < AT_REST);
  };
}
