/** Decides in which file a setting of a profile is saved, and keeps what another program has written there meanwhile. */
import { AwsMfaError } from '../errors.ts';
import type { ApplyEdits } from '../shared-files/edit-shared-file.ts';
import { editSections, type SectionEdit } from '../shared-files/edit-section.ts';
import { readIni, type IniFile } from '../shared-files/read-ini.ts';
import { sectionValues, type SharedFiles } from '../shared-files/section-values.ts';
import type { SharedFileKind } from '../source.ts';

export type Setting = [key: string, value: string];

/** In the credentials file a setting overrides the one in the config file, so it is changed there if it exists. */
export function settingPlaces(
  profile: string,
  settings: readonly Setting[],
  files: SharedFiles,
): Record<SharedFileKind, Setting[]> {
  const isInCredentials = ([key]: Setting) => Boolean(files.credentials.get(profile)?.get(key));
  return {
    credentials: settings.filter(isInCredentials),
    config: settings.filter((setting) => !isInCredentials(setting)),
  };
}

/**
 * @param name the section and its file, for people
 * @param seen the file as it was when the user was asked
 * @param hint what to do if another program has changed the section since
 */
export function unlessChanged(
  edit: SectionEdit,
  { name, seen, hint }: { name: string; seen: IniFile; hint: string },
): ApplyEdits {
  return (text) => {
    const key = changedMeanwhile(edit, seen, readIni(text));
    if (key === undefined) return editSections(text, [edit]);
    throw new AwsMfaError('file_changed', `${name} changed in the meantime. Its new ${key} was kept.`, hint);
  };
}

/** The first key of an edit that has another value than it had, and than it will have; undefined if none has. */
export function changedMeanwhile(
  { section, set, drop }: SectionEdit,
  seen: IniFile,
  now: IniFile,
): string | undefined {
  const wanted = new Map(set);
  const [before, after] = [sectionValues(seen, section), sectionValues(now, section)];
  return [...wanted.keys(), ...drop].find((key) => {
    const value = after?.get(key);
    return value !== before?.get(key) && value !== wanted.get(key);
  });
}
