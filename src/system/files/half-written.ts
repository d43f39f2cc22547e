/** Keeps the safe write from replacing a file that another program is in the middle of writing. */
import { AwsMfaError } from '../../errors.ts';
import type { Snapshot } from './read-file.ts';

/** A file changed more recently is read again before it is replaced, in milliseconds. */
const REST = 100;
/** A file that is missing something is waited for this long, in milliseconds. */
const PATIENCE = 10_000;

/**
 * Whether the file has to be read again before it may be replaced.
 *
 * @param file undefined if there is none
 * @param now milliseconds, by the clock of the file's own file system
 * @param waited milliseconds that this write has waited for the file so far
 * @throws AwsMfaError `configuration` if the file is still missing something after {@link PATIENCE}
 */
export type IsHalfWritten = (file: Snapshot | undefined, now: number, waited: number) => boolean;

/**
 * Programs that take no lock (`aws configure set`, an editor, `gpg -d … > file`) empty the file and then write it
 * again, a moment or a minute later. If it were replaced in between, what they have not written yet would be lost. So a
 * file is never replaced while anything is missing that it held when this run read it, however old it looks. What is
 * being added cannot be missed; for that the file must have rested for a moment.
 *
 * @param path the file, for the error message
 * @param seen what the file held when this run first read it; empty if there was no file
 * @param lostPart names what is missing from a text that an earlier one has; undefined if nothing is
 */
export function watchForHalves(
  path: string,
  seen: string,
  lostPart: (text: string, earlier: string) => string | undefined,
): IsHalfWritten {
  let whole = seen;
  return (file, now, waited) => {
    const text = file?.text ?? '';
    const lost = lostPart(text, whole);
    if (lost === undefined) {
      whole = text;
      return file !== undefined && waited < REST && Math.abs(now - file.stat.mtimeMs) < REST;
    }
    if (waited < PATIENCE) return true;
    throw new AwsMfaError(
      'file_changed',
      `${lost} is missing from ${path} but was there when aws-mfa started. The file was not changed.`,
      'If another program is still writing the file, wait for it; if something was lost, restore it. Then try again.',
    );
  };
}
