/** Saves the settings of a profile where tools find them, and keeps what another program has written there meanwhile. */
import type { Context } from '../context.ts';
import { AwsMfaError } from '../errors.ts';
import { configHeader, profilesOf } from '../profiles/profile.ts';
import type { LongTermKeys } from '../profiles/profile-kind.ts';
import { checkEditWithSdk, saveEdit } from '../shared-files/edit-shared-file.ts';
import { editSections, type SectionEdit } from '../shared-files/edit-section.ts';
import { readIni, type IniFile } from '../shared-files/read-ini.ts';
import { sectionValues, type SharedFiles } from '../shared-files/section-values.ts';
import type { SharedFileKind } from '../source.ts';
import { keyLines } from './write-key.ts';
import type { OpenedFiles } from '../shared-files/read-shared-files.ts';

/** What is to change; undefined for what stays as it is. */
export interface NewSettings {
  base: string;
  keys?: LongTermKeys | undefined;
  region?: string | undefined;
  serialNumber?: string | undefined;
}

export interface SettingsChange {
  file: SharedFileKind;
  edit: SectionEdit;
}

/**
 * The edit of each file, the keys first: a login needs nothing else. In the credentials file a setting overrides the one
 * in the config file, so it is changed there if it exists.
 */
export function settingsChanges(
  { base, keys, region, serialNumber }: NewSettings,
  files: SharedFiles,
): SettingsChange[] {
  const settings: [key: string, value: string][] = [];
  if (region !== undefined) settings.push(['region', region]);
  if (serialNumber !== undefined) settings.push(['mfa_serial', serialNumber]);
  const isInCredentials = ([key]: [string, string]) => Boolean(files.credentials.get(base)?.get(key));
  const inCredentials = [...(keys ? keyLines(keys) : []), ...settings.filter(isInCredentials)];
  const inConfig = settings.filter((setting) => !isInCredentials(setting));
  // With a session token, tools would take long-term keys for temporary ones.
  const drop = keys ? ['aws_session_token', 'aws_security_token'] : [];
  const changes: SettingsChange[] = [
    { file: 'credentials', edit: { section: base, set: inCredentials, drop } },
    { file: 'config', edit: { section: configHeader(base, profilesOf(files)), set: inConfig, drop: [] } },
  ];
  return changes.filter(({ edit }) => edit.set.length > 0);
}

/** A change that can be made. */
export interface TriedChange extends SettingsChange {
  path: string;
  /** Section and file, for people. */
  name: string;
  /** The file as it was when the run began. */
  seen: IniFile;
  /** What to do if another program has changed the section since. */
  hint: string;
}

/** Tries the write. @throws AwsMfaError `configuration` */
export async function tryChange(
  { file, edit }: SettingsChange,
  { paths, shownPaths, files }: OpenedFiles,
  hint: string,
  context: Context,
): Promise<TriedChange> {
  const [path, name] = [paths[file], `[${edit.section}] in ${shownPaths[file]}`];
  const tried = { file, edit, path, name, seen: files[`${file}File`], hint };
  await context.files.probeWrite(path);
  await checkEditWithSdk({ kind: file, path, edits: [edit], apply: unlessChanged(tried) }, context);
  return tried;
}

/** @throws AwsMfaError `configuration`; the file is as it was */
export async function saveChange(tried: TriedChange, context: Context): Promise<void> {
  const { file: kind, path, edit, seen } = tried;
  const final = { kind, path, edits: [edit], seen: seen.bytes, apply: unlessChanged(tried) };
  await saveEdit(final, context);
}

function unlessChanged({ edit, name, seen, hint }: TriedChange) {
  return (text: string): string => {
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
