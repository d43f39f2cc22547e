/** A key that moves between a file and a store: which profiles have it, and whether tools would find it afterward. */
import { AwsMfaError } from '../../errors.ts';
import { placeText, PROCESS, type KeyPlace } from '../../login/key-place.ts';
import { hasKey } from '../../login/write-key.ts';
import { profileFlag, profileNameProblem, profilesOf, settingOf } from '../../profiles/profile.ts';
import { profileKind } from '../../profiles/profile-kind.ts';
import { editSections, type SectionEdit } from '../../shared-files/edit-section.ts';
import { profileOfConfigHeader } from '../../shared-files/header-names.ts';
import { readIni } from '../../shared-files/read-ini.ts';
import { allValues, ownValues, type Values } from '../../shared-files/section-values.ts';
import type { SharedFileKind } from '../../source.ts';
import { entryOf, readCommand, type Entry } from '../../stores/stores.ts';
import { shellCommand } from '../../text/shell-command.ts';
import { commandEdits, keyRemovals } from './move-edits.ts';

/** `file` has the key, or gets it. */
export interface Move extends KeyPlace {
  entry: Entry;
  /** Every profile with the key. */
  names: readonly string[];
}

/** @param place in a file; @throws AwsMfaError `unusable_base` if tools would not use the store afterward */
export function moveToStore(place: KeyPlace, entry: Entry): Move {
  const move = { ...place, entry, names: profileNames(place.sections, place.file) };
  checkKeys(place);
  checkNames(move);
  checkResult(move);
  return move;
}

/** @param sections of the config file, with the command that reads the entry */
export function moveToFile(place: KeyPlace, entry: Entry, sections: readonly string[]): Move {
  const keys = { accessKeyId: entry.accessKeyId, secretAccessKey: '' };
  return { ...place, keys, entry, file: 'credentials', names: profileNames(sections, 'config') };
}

/** Of two secrets for one access key ID, only AWS knows which is right. @throws AwsMfaError `unusable_base` */
export function checkSameSecret(move: Move): void {
  const { names, keys, files, shownPaths } = move;
  const values = ownValues(files.credentialsFile);
  const isOther = (now: Values[string]) =>
    now['aws_access_key_id'] === keys.accessKeyId && !hasKey(now, keys);
  const other = names.find((name) => isOther(values[name] ?? {}));
  if (other === undefined) return;
  const [path, title] = [shownPaths.credentials, placeText(move)];
  throw unfit(
    `[${other}] in ${path} has another secret access key than ${title} for …${keys.accessKeyId.slice(-4)}. One of them is wrong.`,
    `To let AWS check the one in ${path}, and move it to ${title} if it is right:\n${shellCommand('aws-mfa', 'protect', '--store', move.entry.store, ...profileFlag(other))}\nTo use the one in ${title}, remove aws_access_key_id and aws_secret_access_key from [${other}] in ${path}.`,
  );
}

function profileNames(sections: readonly string[], file: SharedFileKind): string[] {
  if (file === 'credentials') return [...sections];
  return sections.map(profileOfConfigHeader).filter((name) => name !== undefined);
}

/** The same access key ID with another secret is no copy of the key. */
function checkKeys({ keys, file, sections, files }: KeyPlace): void {
  const values = ownValues(files[`${file}File`]);
  const other = sections.find((section) => !hasKey(values[section] ?? {}, keys));
  if (other === undefined) return;
  const how = values[other]?.['aws_secret_access_key'] ? 'with another' : 'without a';
  throw unfit(
    `[${other}] has the same access key ID ${how} secret access key.`,
    'Correct or remove the key there, then try again.',
  );
}

function checkNames({ names, file, files, shownPaths }: Move): void {
  const profiles = profilesOf(files);
  for (const name of names) {
    const problem = profileNameProblem(name);
    if (problem !== undefined)
      throw unfit(
        `[${name}] cannot be written to the config file: ${problem}.`,
        'Rename the profile, then try again.',
      );
    const command = settingOf(profiles.get(name), PROCESS)?.value;
    if (command === undefined || entryOf(command)) continue;
    throw unfit(
      `[${name}] already has a ${PROCESS}. No tool uses it while the access key is in ${shownPaths[file]}.`,
      'Remove that line, then try again.',
    );
  }
}

/** Settings that tools prefer to a `credential_process`. */
const STRONGER = ['web_identity_token_file', 'role_arn', 'sso_session', 'sso_start_url', 'login_session'];

function checkResult(move: Move): void {
  const after = (file: SharedFileKind, edits: readonly SectionEdit[]) =>
    allValues(readIni(editSections(move.files[`${file}File`].bytes, edits)));
  const config = after('config', commandEdits(move));
  const credentials = after('credentials', move.file === 'credentials' ? keyRemovals(move) : []);
  const profiles = profilesOf({ config, credentials });
  for (const name of move.names) {
    const profile = profiles.get(name);
    const kind = profile && profileKind(profile);
    if (kind?.kind === 'process' && kind.command.value === readCommand(move.entry)) continue;
    const stronger = STRONGER.find((key) => settingOf(profile, key));
    throw stronger === undefined
      ? unfit(
          `[${name}] would still have an access key, such as in a duplicate section.`,
          'To find it: `aws-mfa doctor`',
        )
      : unfit(
          `[${name}] also has ${stronger}, which tools would use instead of a store.`,
          'Remove that line, or move the access key to another profile. Then try again.',
        );
  }
}

function unfit(message: string, hint: string): AwsMfaError {
  return new AwsMfaError('unusable_base', message, hint);
}
