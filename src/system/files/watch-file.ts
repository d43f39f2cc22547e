/**
 * Tells when a file changes, whoever changes it and in whatever way: in place, or by another put over it. By looking
 * twice a second, which works on every file system and costs nothing that anybody would notice.
 */
import { unwatchFile, watchFile as watch } from 'node:fs';

/** Milliseconds. */
const INTERVAL = 500;

/** @param path symbolic links are followed; the file need not exist. @returns how to stop */
export function watchFile(path: string, onChange: () => void): () => void {
  watch(path, { interval: INTERVAL, persistent: false }, onChange);
  return () => unwatchFile(path, onChange);
}
