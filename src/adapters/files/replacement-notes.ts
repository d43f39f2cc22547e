/** What the owner of a file may want to know after it was replaced by a new one. */
import type { Stats } from 'node:fs';
import type { FileSystem } from './file-system.ts';
import { ownerNote } from './folder-owner.ts';
import { privacyNote } from './privacy.ts';

/** @param before the file that is gone; undefined = there was none. Never throws. */
export function replacementNotes(path: string, before: Stats | undefined, system: FileSystem): string[] {
  if (!before) return ownerNote(path, system);
  return [...privacyNote(path, before, system), ...hardLinkNote(path, before)];
}

function hardLinkNote(path: string, before: Stats): string[] {
  if (before.nlink < 2) return [];
  return [`${path} had another name (a hard link) elsewhere; the file of that name was not changed.`];
}
