/** Where a setting of a profile stands, for people who are to change it. */
import type { IniFile } from '../ini/ini-file.ts';
import type { Profile } from '../profiles/profile.ts';

/** Both files as they were read, by the name that {@link Profile.layers} has for them, and as the person knows them. */
export type NamedFiles = Record<'credentials' | 'config', { path: string; file: IniFile }>;

/** `~/.aws/config, line 7`; the setting that counts is the last one. Nothing where it stands nowhere. */
export function placeOf(profile: Profile, key: string, files: NamedFiles): string | undefined {
  for (const { file: which, header, keys } of profile.layers.toReversed()) {
    if (!keys.get(key)) continue;
    const { path, file } = files[which];
    const line = file.sections
      .filter(({ name }) => name === header || name === 'DEFAULT')
      .flatMap((section) => section.keys)
      .findLast(({ name }) => name === key);
    if (line) return `${path}, line ${line.first + 1}`;
  }
  return undefined;
}
