/** What `protect` prints: a few lines, or JSON. No secret is in it. */
import { placeText, type KeyPlace } from '../../login/key-place.ts';
import { profileFlag } from '../../profiles/profile.ts';
import { readCommand } from '../../stores/stores.ts';
import { shellCommand } from '../../text/shell-command.ts';
import { commandHeaders } from './move-edits.ts';
import type { Move } from './move.ts';

/** @param place where the key is now; @param changed whether it was moved there */
export function protectionLines(place: KeyPlace, changed: boolean): [first: string, ...others: string[]] {
  const { base, keys, entry } = place;
  const key = `The access key …${keys.accessKeyId.slice(-4)} of [${base}]`;
  const command = (...words: string[]) => shellCommand('aws-mfa', ...words, ...profileFlag(base));
  if (!entry && changed) return [`${key} is back in ${placeText(place)}.`];
  if (!changed) return [`${key} is in ${placeText(place)}${entry ? ' already' : ''}; nothing was changed.`];
  return [
    `${key} is in ${placeText(place)} now. Tools read it from there.`,
    `Copies of the old file may remain on the disk and in backups. To make them useless: ${command('rotate')}`,
    `To move it back: ${command('protect', '--undo')}`,
  ];
}

/** For programs: the whole ID, and the whole path of the file that had the key, or has it. */
export function protectionJson(place: KeyPlace, changed: boolean): Record<string, unknown> {
  const { base, keys, file, paths, entry } = place;
  return {
    profile: base,
    access_key_id: keys.accessKeyId,
    store: entry?.store ?? null,
    credential_process: entry ? readCommand(entry) : null,
    changed,
    file: paths[file],
  };
}

export function dryRunLines(move: Move, isUndo: boolean): string[] {
  const { base, names, keys, shownPaths, file, entry } = move;
  const headers = commandHeaders(move)
    .map((header) => `[${header}]`)
    .join(', ');
  const profiles = names.map((name) => `[${name}]`).join(', ');
  const [store, path] = [placeText(move), shownPaths[file]];
  const steps = isUndo
    ? [
        `would write it to ${profiles} in ${path}`,
        `would remove it from ${store}`,
        `would remove credential_process from ${headers} in ${shownPaths.config}`,
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
