/**
 * Reading a regular file, and nothing but a regular file: a FIFO would hang, a device is not a place for keys, and a
 * rename would put a file where they were.
 */
import { constants, type Stats } from 'node:fs';
import { AwsMfaError } from '../../errors.ts';
import type { FileSystem } from './file-system.ts';
import { hasCode } from './file-trouble.ts';
import { withOpenFile } from './with-open-file.ts';

const ELSEWHERE = 'Move it away, or name another file: AWS_SHARED_CREDENTIALS_FILE, AWS_CONFIG_FILE.';

/** A file as it was at one moment; `text` holds one character a byte (latin1). */
export interface Snapshot {
  text: string;
  stat: Stats;
}

/**
 * Follows links.
 *
 * @returns undefined when there is no file (ENOENT, and that alone)
 * @throws AwsMfaError when it is not a regular file, or larger than 512 MB, the system's own error when it cannot be read
 */
export function readRegularFile(path: string, system: FileSystem): Snapshot | undefined {
  try {
    refuseUnlessRegular(path, system.statSync(path));
    // Should a FIFO have taken its place by now, opening it this way does not wait for a writer.
    const flags = constants.O_RDONLY | constants.O_NONBLOCK;
    return withOpenFile(system, path, flags, 0, (descriptor) => {
      const stat = refuseUnlessRegular(path, system.fstatSync(descriptor));
      refuseIfHuge(path, stat);
      return { text: system.readFileSync(descriptor).toString('latin1'), stat };
    });
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return undefined;
    throw error;
  }
}

/** Throws AwsMfaError for what is neither a file nor a link to one. */
export function refuseUnlessRegular(path: string, stat: Stats): Stats {
  if (stat.isFile()) return stat;
  throw new AwsMfaError('configuration', `${path} is ${kindOf(stat)}, not a file.`, ELSEWHERE);
}

/** Bytes. A text in memory has half a gigabyte at most, and an edit makes it longer. */
const MOST_BYTES = 512_000_000;

function refuseIfHuge(path: string, { size }: Stats): void {
  if (size <= MOST_BYTES) return;
  const message = `${path} is too large to be read: ${Math.ceil(size / 1e6)} MB, with 512 MB at most.`;
  throw new AwsMfaError('configuration', message, ELSEWHERE);
}

/** What else than a file it is, with its article. */
export function kindOf(stat: Stats): string {
  if (stat.isSymbolicLink()) return 'a symbolic link';
  if (stat.isDirectory()) return 'a folder';
  if (stat.isFIFO()) return 'a named pipe';
  if (stat.isSocket()) return 'a socket';
  return 'a device';
}
