/** Where a setting of a profile stands, for people who are to change it. */
import type { IniFile } from '../ini/ini-file.ts';
import type { Profile } from '../profiles/profile.ts';

/** Both files as they were read, by the name that {@link Profile.layers} has for them, and as the person knows them. */
export type NamedFiles = Record<'credentials' | 'config', { path: string; file: IniFile }>;

/** `~/.aws/config, line 7` for the setting that counts, which is the last one. Undefined if there is none. */
export type PlaceOf = (profile: Profile, key: string) => string | undefined;

/** Goes through both files once, however many settings are asked for. */
export function placesIn(files: NamedFiles): PlaceOf {
  const lines = { credentials: lineNumbers(files.credentials.file), config: lineNumbers(files.config.file) };
  return (profile, key) => {
    for (const { file, header, keys } of profile.layers.toReversed()) {
      if (!keys.get(key)) continue;
      const line = lines[file].get(header)?.get(key) ?? lines[file].get('DEFAULT')?.get(key);
      if (line !== undefined) return `${files[file].path}, line ${line}`;
    }
    return undefined;
  };
}

/** Section → key → line of the last one, counted from 1. */
function lineNumbers({ sections }: IniFile): Map<string, Map<string, number>> {
  const lines = new Map<string, Map<string, number>>();
  for (const { name, keys } of sections) {
    const inSection = lines.get(name) ?? new Map<string, number>();
    for (const key of keys) inSection.set(key.name, key.first + 1);
    lines.set(name, inSection);
  }
  return lines;
}
