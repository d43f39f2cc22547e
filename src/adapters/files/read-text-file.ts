/** Reads a file of the person's as it is, byte for byte, or says why it cannot. */
import { realFileSystem, type FileSystem } from './file-system.ts';
import { fileTrouble, hasCode } from './file-trouble.ts';
import { readRegularFile } from './regular-file.ts';

/**
 * @returns one character a byte (latin1), whatever the encoding, so that it can be written back the same; undefined
 *   when there is no file. The null device reads as empty: `AWS_CONFIG_FILE=/dev/null` is how people say "none".
 * @throws AwsMfaError `configuration` for a folder, pipe, socket, device, circle of links, or a file not to be read
 */
export function readTextFile(path: string, system: FileSystem = realFileSystem): string | undefined {
  try {
    return isNullDevice(path, system) ? '' : readRegularFile(path, system)?.text;
  } catch (error) {
    throw fileTrouble('read', path, error);
  }
}

/** As Node's own module `os` has it, which takes longer to load than a file to read. */
const NULL_DEVICES = ['/dev/null', '\\\\.\\nul'] as const;

function isNullDevice(path: string, system: FileSystem): boolean {
  if (NULL_DEVICES.some((name) => name === path)) return true;
  try {
    const stat = system.statSync(path);
    return stat.isCharacterDevice() && stat.rdev === system.statSync(NULL_DEVICES[0]).rdev;
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return false;
    throw error;
  }
}
