/** Where the access key of a base profile is: in a file, or in a store that a `credential_process` reads. */
import { AwsMfaError } from '../errors.ts';
import { ENVIRONMENT_BASE, profileFlag, profilesOf, settingOf } from '../profiles/profile.ts';
import { holdsTemporaryKey, type LongTermKeys } from '../profiles/profile-kind.ts';
import type { ResolvedBase } from '../profiles/resolve-base.ts';
import { plainName, profileOfConfigHeader } from '../shared-files/header-names.ts';
import type { IniFile } from '../shared-files/read-ini.ts';
import { ownValues } from '../shared-files/section-values.ts';
import { sourceName, type Sourced, type SharedFileKind } from '../source.ts';
import { entryOf, STORES, type Entry } from '../stores/stores.ts';
import { shellCommand } from '../text/shell-command.ts';
import type { OpenedFiles } from '../shared-files/read-shared-files.ts';

export const PROCESS = 'credential_process';

export interface KeyPlace extends OpenedFiles {
  /** Name of the base profile. */
  base: string;
  /** The access key that is there now. The secret is empty until a store is asked. */
  keys: LongTermKeys;
  /** Undefined if the key is in the file itself. */
  entry: Entry | undefined;
  /** The file with the key, or with the `credential_process` that reads the entry. */
  file: SharedFileKind;
  /** Every section of it with this key or this command, that of the base profile first. */
  sections: readonly string[];
}

/** Where a key is, for people: `~/.aws/credentials`, `pass`. */
export function placeText({ entry, file, shownPaths }: Omit<KeyPlace, 'keys' | 'sections'>): string {
  return entry ? STORES[entry.store].title : shownPaths[file];
}

/** @throws AwsMfaError `configuration` if the key cannot be replaced, with the reason */
export function keyPlace(base: ResolvedBase, { files, paths, shownPaths }: OpenedFiles): KeyPlace {
  if (base.gone) throw base.gone;
  const { name, keys, process } = base;
  const opened = { base: name, files, paths, shownPaths };
  if (process) {
    const stored = storePlace(process, opened);
    if (stored) return stored;
    throw notOurs(
      `The access key of [${name}] comes from ${sourceName(process.source)}, where aws-mfa cannot write.`,
      'Create a new key in the IAM console ("Security credentials"), and store it where that command reads it.',
    );
  }
  const profile = profilesOf(files).get(name);
  if (!keys || (!profile && name === ENVIRONMENT_BASE)) {
    throw notOurs(
      'The access key comes from the environment (AWS_ACCESS_KEY_ID), where aws-mfa cannot write.',
      'To store an access key in a profile:\n`aws-mfa setup --profile default`',
    );
  }
  const id = settingOf(profile, 'aws_access_key_id')?.source;
  const secret = settingOf(profile, 'aws_secret_access_key')?.source;
  if (!id || secret?.file !== id.file) {
    throw notOurs(
      `The two halves of the access key of [${name}] are in different files.`,
      `Enter both again:\n${shellCommand('aws', 'configure', ...profileFlag(name))}`,
    );
  }
  const { file } = id;
  const sections = sectionsWith(keys.accessKeyId, files[`${file}File`]);
  const header = plainName(id.header);
  if (!sections.includes(header)) {
    throw notOurs(
      `The access key of [${name}] comes from another section, such as [DEFAULT].`,
      `Enter it in [${name}] itself:\n${shellCommand('aws', 'configure', ...profileFlag(name))}`,
    );
  }
  const otherFile = file === 'config' ? 'credentials' : 'config';
  const [elsewhere] = sectionsWith(keys.accessKeyId, files[`${otherFile}File`]);
  if (elsewhere !== undefined) {
    throw notOurs(
      `The access key of [${name}] is also in [${elsewhere}] in ${shownPaths[otherFile]}.`,
      'Remove it from one of the files, then try again.',
    );
  }
  return { ...opened, keys, entry: undefined, file, sections: startingWith(header, sections) };
}

/** @returns undefined if the command is not that of a store, or not in the config file */
function storePlace(
  { value: command, source }: Sourced<string>,
  opened: OpenedFiles & { base: string },
): KeyPlace | undefined {
  const entry = entryOf(command);
  if (!entry || source.kind !== 'setting' || source.file !== 'config') return undefined;
  const keys = { accessKeyId: entry.accessKeyId, secretAccessKey: '' };
  const sections = startingWith(
    plainName(source.header),
    sectionsWithCommand(command, opened.files.configFile),
  );
  return { ...opened, keys, entry, file: 'config', sections };
}

/** What an interrupted `protect` left: the key is in the file, and a command reads the same key from a store. */
export function leftCommand({ base, keys, entry: own, files }: KeyPlace) {
  const command = settingOf(profilesOf(files).get(base), PROCESS);
  const entry = own || !command ? undefined : entryOf(command.value);
  if (!command || entry?.accessKeyId !== keys.accessKeyId) return undefined;
  return { entry, command, sections: sectionsWithCommand(command.value, files.configFile) };
}

/** The sections of a config file with this `credential_process`. */
function sectionsWithCommand(command: string, config: IniFile): string[] {
  return Object.entries(ownValues(config))
    .filter(([, values]) => values[PROCESS] === command)
    .map(([section]) => section);
}

function startingWith(first: string, sections: readonly string[]): string[] {
  return [first, ...sections.filter((section) => section !== first)];
}

/** A section with an access key, or with a command that reads it from a store. */
interface PlaceOfKey {
  file: SharedFileKind;
  section: string;
  /** Undefined if the key is in the section itself. */
  entry?: Entry;
}

/** Every section of the two files that gives this access key to tools. */
export function placesOfKey(accessKeyId: string, files: OpenedFiles['files']): PlaceOfKey[] {
  const own = (['credentials', 'config'] as const).flatMap((file) =>
    sectionsWith(accessKeyId, files[`${file}File`]).map((section) => ({ file, section })),
  );
  const stored = [...profilesOf(files).values()].flatMap((profile) => {
    const command = settingOf(profile, PROCESS);
    // Tools prefer a key in the file to the command.
    if (!command || settingOf(profile, 'aws_access_key_id')) return [];
    const entry = entryOf(command.value);
    if (entry?.accessKeyId !== accessKeyId) return [];
    return [{ file: command.source.file, section: plainName(command.source.header), entry }];
  });
  return [...own, ...stored];
}

/** @throws AwsMfaError `unusable_base` if another profile has the same key where a rotation would not replace it */
export function checkOnlyPlace(place: KeyPlace): void {
  const { base, keys, entry, file, sections, files, shownPaths } = place;
  const other = placesOfKey(keys.accessKeyId, files).find(
    (found) => found.file !== file || !sections.includes(found.section) || !found.entry !== !entry,
  );
  if (!other) return;
  const profile = other.file === 'config' ? profileOfConfigHeader(other.section) : other.section;
  const flags = [
    '--store',
    entry?.store ?? other.entry?.store ?? '',
    ...profileFlag(entry ? (profile ?? '') : base),
  ];
  const move = `Move it to ${placeText({ ...place, entry: entry ?? other.entry })} there, too:\n${shellCommand('aws-mfa', 'protect', ...flags)}`;
  throw notOurs(
    `[${other.section}] in ${shownPaths[other.file]} has the access key of [${base}], too, and would keep the old one.`,
    entry && other.entry ? 'Remove it from there, then try again.' : move,
  );
}

function notOurs(message: string, hint: string): AwsMfaError {
  return new AwsMfaError('unusable_base', message, hint);
}

/** The sections that hold this access key themselves, as the user's own: of a session, it would be a copy. */
function sectionsWith(accessKeyId: string, file: IniFile): string[] {
  return Object.entries(ownValues(file))
    .filter(([, keys]) => keys['aws_access_key_id'] === accessKeyId && !holdsTemporaryKey(keys))
    .map(([section]) => section);
}
