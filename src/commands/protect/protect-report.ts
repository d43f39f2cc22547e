/** What `protect` prints: a few lines, or JSON. No secret is in it. */
import { profileFlag } from '../../profiles/profile.ts';
import { readCommand, STORES, type Entry } from '../../stores/stores.ts';
import { shellCommand } from '../../text/shell-command.ts';
import { commandHeader } from './move-edits.ts';
import { storeTitle, type Move } from './move.ts';

export interface Protection {
  base: string;
  accessKeyId: string;
  /** The file that had the key, or has it. */
  path: string;
  /** With `~` for the home folder. */
  shownPath: string;
  /** Undefined if the key is in the file. */
  entry: Entry | undefined;
  changed: boolean;
}

export function protectionLines(done: Protection): [first: string, ...others: string[]] {
  const { base, accessKeyId, shownPath, entry, changed } = done;
  const key = `The access key …${accessKeyId.slice(-4)} of [${base}]`;
  const command = (...words: string[]) => shellCommand('aws-mfa', ...words, ...profileFlag(base));
  if (!entry && changed) return [`${key} is back in ${shownPath}.`];
  if (!entry) return [`${key} is in ${shownPath}; nothing was changed.`];
  const title = STORES[entry.store].title;
  if (!changed) return [`${key} is in ${title} already; nothing was changed.`];
  return [
    `${key} is in ${title} now. Tools read it from there.`,
    `Copies of the old file may remain on the disk and in backups. To make them useless: ${command('rotate')}`,
    `To move it back: ${command('protect', '--undo')}`,
  ];
}

/** For programs: the whole ID, and the whole path. */
export function protectionJson(done: Protection): Record<string, unknown> {
  const { base, accessKeyId, path, entry, changed } = done;
  return {
    profile: base,
    access_key_id: accessKeyId,
    store: entry?.store ?? null,
    credential_process: entry ? readCommand(entry) : null,
    changed,
    file: path,
  };
}

export function dryRunLines(move: Move, isUndo: boolean): string[] {
  const { base, names, keys, shownPaths, file, entry } = move;
  const headers = names.map((name) => `[${commandHeader(name, move)}]`).join(', ');
  const profiles = names.map((name) => `[${name}]`).join(', ');
  const [store, path] = [storeTitle(move), shownPaths[file]];
  const steps = isUndo
    ? [
        `would write it to ${profiles} in ${path}`,
        `would remove credential_process from ${headers} in ${shownPaths.config}`,
        `would remove it from ${store}`,
      ]
    : [
        `would store it in ${store}`,
        // The ID of the vault is known when the item is there.
        `would write credential_process${entry.store === '1password' ? '' : ` = ${readCommand(entry)}`} to ${headers} in ${shownPaths.config}`,
        `would remove it from ${profiles} in ${path}`,
      ];
  return [
    `base profile: ${base}`,
    `access key: …${keys.accessKeyId.slice(-4)}, in ${isUndo ? store : path}`,
    ...steps,
    'Dry run: nothing was sent or written.',
  ];
}
