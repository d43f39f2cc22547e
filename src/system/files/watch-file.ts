/** Tells when a file changes, in place or by a rename. It looks twice a second, which works on every file system. */
import { unwatchFile, watchFile as watch } from 'node:fs';

/** Milliseconds. */
const INTERVAL = 500;

/** @param path symbolic links are followed; the file need not exist. @returns how to stop */
export function watchFile(path: string, onChange: () => void): () => void {
  watch(path, { interval: INTERVAL, persistent: false }, onChange);
  return () => unwatchFile(path, onChange);
}
